package zigzag.experiment.symmetry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How alike the hidden units are at one moment: a row of {@code symmetry.csv}.
 *
 * @param step the steps taken so far
 * @param distinctUnits groups of units with the same incoming weights, within a thousandth
 * @param effectiveRank of W1
 * @param meanAbsCosine between the incoming weights of two units; NaN if all of them are zeros
 * @param deadUnits units that put out the same for every example of the probe: ReLU never active,
 *     sigmoid or tanh saturated
 * @param trainLoss on the probe
 * @param validationAccuracy null without validation examples
 * @param bitDistinctUnits groups of units with the same incoming weights to the last bit
 * @param hiddenEffectiveRank of the hidden activations on the probe
 * @param gradientMeanAbsCosine between the gradients of two units' incoming weights on the probe;
 *     NaN if all of them are zeros
 * @param w1Norm Euclidean norm
 * @param w2Norm likewise
 * @param w1GradientNorm likewise, of the gradient on the probe
 * @param w2GradientNorm likewise
 */
public record SymmetryRow(
    long step,
    int distinctUnits,
    double effectiveRank,
    double meanAbsCosine,
    int deadUnits,
    double trainLoss,
    Double validationAccuracy,
    int bitDistinctUnits,
    double hiddenEffectiveRank,
    double gradientMeanAbsCosine,
    double w1Norm,
    double w2Norm,
    double w1GradientNorm,
    double w2GradientNorm) {

  /** The values under their names in the files, in their order; null where there is none. */
  public Map<String, Number> columns() {
    Map<String, Number> columns = new LinkedHashMap<>();
    columns.put("step", step);
    columns.put("distinct_units", distinctUnits);
    columns.put("effective_rank", single(effectiveRank));
    columns.put("mean_abs_cosine", single(meanAbsCosine));
    columns.put("dead_units", deadUnits);
    columns.put("train_loss", single(trainLoss));
    columns.put("validation_accuracy", single(validationAccuracy));
    columns.put("bit_distinct_units", bitDistinctUnits);
    columns.put("hidden_effective_rank", single(hiddenEffectiveRank));
    columns.put("gradient_mean_abs_cosine", single(gradientMeanAbsCosine));
    columns.put("w1_norm", single(w1Norm));
    columns.put("w2_norm", single(w2Norm));
    columns.put("w1_gradient_norm", single(w1GradientNorm));
    columns.put("w2_gradient_norm", single(w2GradientNorm));
    return columns;
  }

  /** In single precision: what is measured has no more digits. */
  private static Float single(Double value) {
    return value == null || value.isNaN() ? null : (Float) value.floatValue();
  }
}
