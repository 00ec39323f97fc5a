package zigzag.report.comparison;

import java.util.OptionalDouble;

/**
 * One training for the choice of a learning rate: a row of {@code tuning.csv}.
 *
 * @param validationLoss empty if it diverged
 * @param validationAccuracy a share from 0 to 1; empty if it diverged
 * @param chosen whether the rate became the label's
 */
public record TuningTrial(
    String label,
    String optimizer,
    String init,
    double learningRate,
    long seed,
    OptionalDouble validationLoss,
    OptionalDouble validationAccuracy,
    boolean diverged,
    boolean chosen) {}
