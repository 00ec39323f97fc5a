package zigzag.experiment.comparison;

import zigzag.archive.TuningTrial;
import zigzag.initializer.Initializer;
import zigzag.optimizer.AdamW;
import zigzag.optimizer.Optimizer;

/**
 * One side of a comparison.
 *
 * @param label what it is called, and what its run folders are named after
 * @param optimizer its update rule
 * @param init how its weights start
 * @param weightDecay the coefficient of its weight decay; 0 for none
 */
public record Contender(String label, Optimizer optimizer, Initializer init, double weightDecay) {

  /** Whether another one is the same under another label, so that all its results are, too. */
  boolean isSameAs(Contender other) {
    return rule().equals(other.rule())
        && init.equals(other.init)
        && weightDecay == other.weightDecay;
  }

  /** What came of training it with a seed; no values if the training diverged. */
  TuningTrial trial(long seed, Double validationLoss, Double validationAccuracy) {
    return new TuningTrial(
        label,
        optimizer.name(),
        init.label(),
        optimizer.learningRate(),
        seed,
        validationLoss,
        validationAccuracy,
        false);
  }

  private Optimizer rule() {
    return weightDecay == 0 && optimizer instanceof AdamW rule ? rule.withoutDecay() : optimizer;
  }
}
