package zigzag.report.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;
import zigzag.Numerals;

/**
 * What a sample says of the mean of its population.
 *
 * <p>The interval is {@code mean ± t s/√n} with {@code t} the 97.5 % quantile of Student's
 * distribution with {@code n - 1} degrees of freedom: it holds for values that are about normal, as
 * the accuracies of one training with different seeds are (Student, "The probable error of a mean",
 * Biometrika 6, 1908).
 *
 * @param n the number of values, at least 1
 * @param sd the sample standard deviation {@code s}, with divisor {@code n - 1}; empty for one
 *     value
 * @param interval in which the population's mean lies with a confidence of 95 %; empty where the
 *     values have no spread that it could be made from
 */
public record Estimate(int n, double mean, OptionalDouble sd, Optional<Interval> interval) {
  /** Adjusted p values below this count as more than luck; so often may an interval miss. */
  public static final double SIGNIFICANCE = 0.05;

  /** From {@code low} up to {@code high}. */
  public record Interval(double low, double high) {}

  /** A share in percent, with its standard deviation if it has one: {@code 97.51 ± 0.07}. */
  public String percent() {
    String deviation = sd.stream().mapToObj(s -> " ± " + percent(s)).findFirst().orElse("");
    return percent(mean) + deviation;
  }

  /** The interval of a share in percent, the two ends joined by a word or a dash; or nothing. */
  public String percentInterval(String joined) {
    return interval.map(i -> percent(i.low()) + joined + percent(i.high())).orElse("");
  }

  private static String percent(double share) {
    return Numerals.format("%.2f", 100 * share);
  }

  /** The estimate from some values; empty if there are none. */
  public static Optional<Estimate> of(double... values) {
    return of(1, (mean, reach) -> new Interval(mean - reach, mean + reach), values);
  }

  /** The same for shares from 0 to 1, with an interval that does not go beyond them. */
  public static Optional<Estimate> ofShares(double... shares) {
    return of(1, Estimate::onLogOddsScale, shares);
  }

  /**
   * The same for differences of shares, which end at -1 and 1.
   *
   * @param comparisons the number of mean differences, this one among them, whose intervals hold
   *     together with a confidence of 95 %: each may miss with a chance of {@code 0.05 /
   *     comparisons}
   */
  public static Optional<Estimate> ofDifferences(int comparisons, double... differences) {
    return of(
        comparisons,
        (mean, reach) -> new Interval(Math.max(-1, mean - reach), Math.min(1, mean + reach)),
        differences);
  }

  /** The scale makes the interval about a mean from the distance {@code t s/√n}. */
  private static Optional<Estimate> of(
      int means, BiFunction<Double, Double, Interval> scale, double... values) {
    int n = values.length;
    if (n == 0) {
      return Optional.empty();
    }
    double first = values[0];
    // The sum of equal values is rounded, and a spread of 1e-17 would pass for one.
    if (Arrays.stream(values).allMatch(value -> value == first)) {
      OptionalDouble sd = n == 1 ? OptionalDouble.empty() : OptionalDouble.of(0);
      return Optional.of(new Estimate(n, first, sd, Optional.empty()));
    }
    double mean = Mean.of(values).getAsDouble();
    double sd = StandardDeviation.of(values).getAsDouble();
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(SIGNIFICANCE / (2.0 * means));
    Interval interval = scale.apply(mean, t * sd / Math.sqrt(n));
    return Optional.of(new Estimate(n, mean, OptionalDouble.of(sd), Optional.of(interval)));
  }

  /**
   * Reaches {@code reach / (mean (1 - mean))} to both sides of {@code ln(mean / (1 - mean))}, the
   * error carried over to first order, and turns the ends back into shares, as method xlogit of R's
   * package survey does (T. Lumley, "Analysis of complex survey samples", Journal of Statistical
   * Software 9, 2004).
   */
  private static Interval onLogOddsScale(double mean, double reach) {
    double slope = mean * (1 - mean);
    if (slope == 0) { // but for rounding, all shares are 0 or all are 1
      return new Interval(mean, mean);
    }
    double odds = Math.exp(-reach / slope);
    return new Interval(mean * odds / (mean * odds + 1 - mean), mean / (mean + (1 - mean) * odds));
  }
}
