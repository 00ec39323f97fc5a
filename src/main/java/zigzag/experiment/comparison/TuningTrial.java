package zigzag.experiment.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One training of a search for a learning rate.
 *
 * @param label the contender
 * @param learningRate what was tried
 * @param seed of the weights and the order of the examples
 * @param validationLoss that of the parameters that would be kept; null if the training diverged
 * @param validationAccuracy likewise
 */
public record TuningTrial(
    String label,
    @JsonProperty("learning_rate") double learningRate,
    long seed,
    @JsonProperty("validation_loss") Double validationLoss,
    @JsonProperty("validation_accuracy") Double validationAccuracy) {

  /** Whether the loss was no longer finite. */
  boolean diverged() {
    return validationLoss == null;
  }
}
