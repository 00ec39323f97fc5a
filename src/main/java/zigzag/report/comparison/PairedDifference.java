package zigzag.report.comparison;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.inference.TTest;
import zigzag.report.text.Estimate;

/**
 * How much one label's results differ from another's at the same seeds.
 *
 * <p>Runs with the same seed start at the same random draws and see the same batches, so much of
 * their luck is common and cancels in the difference, which therefore tells labels apart that two
 * separate means do not.
 *
 * <p>Test and interval are one: the adjusted p value is below 0.05 exactly where the interval
 * leaves out zero. Both hold for several differences together (O. J. Dunn, "Multiple comparisons
 * among means", Journal of the American Statistical Association 56, 1961).
 *
 * @param estimate of the mean difference over the common seeds, with its simultaneous interval
 * @param p the two-sided p value of the paired t test that the mean difference is zero; null for
 *     one common seed, where the difference is the same at all of them, and where no test is made
 * @param adjustedP {@code min(1, comparisons p)}: with those below 5 % called differences, the
 *     chance of one or more false calls is at most 5 %
 */
record PairedDifference(Estimate estimate, Double p, Double adjustedP) {
  /** Differences of decimals are rounded; what is closer than this is the same. */
  private static final double ROUNDING = 1e-12;

  /**
   * The difference {@code values - reference}, paired by seed; empty without a common seed.
   *
   * @param values by seed
   * @param comparisons how many differences the interval and the adjusted p value hold for
   *     together; 0 where this one is not to be tested
   */
  static Optional<PairedDifference> of(
      Map<Long, Double> values, Map<Long, Double> reference, int comparisons) {
    double[] differences =
        values.keySet().stream()
            .filter(reference::containsKey)
            .sorted()
            .mapToDouble(seed -> values.get(seed) - reference.get(seed))
            .toArray();
    double low = Arrays.stream(differences).min().orElse(0);
    double high = Arrays.stream(differences).max().orElse(0);
    if (high - low <= ROUNDING) {
      Arrays.fill(differences, Math.abs(low) <= ROUNDING ? 0 : low);
    }
    if (high - low <= ROUNDING || comparisons == 0) {
      // Without an interval either, which would be read as a test.
      return Estimate.of(differences)
          .map(e -> new Estimate(e.n(), e.mean(), e.sd(), Optional.empty()))
          .map(e -> new PairedDifference(e, null, null));
    }
    double p = TTest.withDefaults().test(differences).getPValue();
    return Estimate.ofDifferences(comparisons, differences)
        .map(estimate -> new PairedDifference(estimate, p, Math.min(1, comparisons * p)));
  }
}
