package zigzag.report;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.TTest;

/**
 * How much one label's results differ from another's at the same seeds.
 *
 * <p>Runs with the same seed start at the same random draws and see the same batches, so much of
 * their luck is common and cancels in the difference, which therefore tells labels apart that two
 * separate means do not.
 *
 * @param estimate of the mean difference over the common seeds
 * @param p the two-sided p value of the paired t test that the mean difference is zero; empty for
 *     one common seed, or where the difference is the same at all of them
 */
record PairedDifference(Estimate estimate, OptionalDouble p) {
  /** Differences of decimals are rounded; what is closer than this is the same. */
  private static final double ROUNDING = 1e-12;

  /**
   * The difference {@code values - reference}, paired by seed; empty without a common seed.
   *
   * @param values a result for each seed
   * @param reference the results it is compared with
   */
  static Optional<PairedDifference> of(Map<Long, Double> values, Map<Long, Double> reference) {
    double[] differences =
        values.keySet().stream()
            .filter(reference::containsKey)
            .sorted()
            .mapToDouble(seed -> values.get(seed) - reference.get(seed))
            .toArray();
    double low = Arrays.stream(differences).min().orElse(0);
    double high = Arrays.stream(differences).max().orElse(0);
    if (high - low <= ROUNDING) {
      double same = Math.abs(low) <= ROUNDING ? 0 : low;
      Arrays.fill(differences, same);
      return Estimate.of(differences).map(e -> new PairedDifference(e, OptionalDouble.empty()));
    }
    OptionalDouble p = OptionalDouble.of(TTest.withDefaults().test(differences).getPValue());
    return Estimate.of(differences).map(e -> new PairedDifference(e, p));
  }
}
