package zigzag.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

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
 * @param interval in which the population's mean lies with a confidence of 95 %; empty for one
 *     value
 */
record Estimate(int n, double mean, OptionalDouble sd, Optional<Interval> interval) {
  private static final double UPPER_TAIL = 0.025;

  /** From {@code low} up to {@code high}. */
  record Interval(double low, double high) {}

  /** The estimate from some values; empty if there are none. */
  static Optional<Estimate> of(double... values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    double first = values[0];
    boolean constant = Arrays.stream(values).allMatch(value -> value == first);
    // The sum of equal values is rounded, and a spread of 1e-17 would pass for one.
    double mean = constant ? first : Mean.of(values).getAsDouble();
    double sd = constant ? 0 : StandardDeviation.of(values).getAsDouble();
    return Optional.of(of(values.length, mean, sd));
  }

  private static Estimate of(int n, double mean, double sd) {
    if (n == 1) {
      return new Estimate(1, mean, OptionalDouble.empty(), Optional.empty());
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL);
    double reach = t * sd / Math.sqrt(n);
    return new Estimate(
        n, mean, OptionalDouble.of(sd), Optional.of(new Interval(mean - reach, mean + reach)));
  }
}
