package zigzag.archive;

/**
 * The tables of a comparison's results, in plain numbers for other programs; shares, not percent.
 */
public final class ComparisonTables {
  private static final long MAX_BYTES = 16 << 20;

  /**
   * One row per finished run, in the order of the labels, then by seed. What depends on time alone
   * stands in {@code seconds} alone.
   */
  public static final CsvFile RESULTS =
      new CsvFile(
          "results.csv",
          MAX_BYTES,
          "label",
          "optimizer",
          "init",
          "lr",
          "seed",
          "test_accuracy",
          "test_loss",
          "steps_to_target",
          "seconds",
          "diverged",
          "train_loss",
          "validation_loss",
          "validation_accuracy",
          "steps");

  /** One row per label, best first. */
  public static final CsvFile SUMMARY =
      new CsvFile(
          "summary.csv",
          MAX_BYTES,
          "label",
          "optimizer",
          "init",
          "lr",
          "runs",
          "diverged",
          "accuracy_mean",
          "accuracy_sd",
          "accuracy_low",
          "accuracy_high",
          "train_loss_mean",
          "train_loss_sd",
          "difference",
          "difference_low",
          "difference_high",
          "common_seeds",
          "p_adjusted",
          "verdict",
          "reached_target",
          "steps_to_target",
          "seconds_to_target",
          "seconds");

  private ComparisonTables() {}
}
