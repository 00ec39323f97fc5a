package zigzag.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one epoch came to: a row of {@code metrics.csv}. A value that there is none of is null.
 *
 * @param epoch 0 is before training
 * @param step the steps taken since the start
 * @param trainLoss the mean loss of the epoch's batches, each as it was before its step, in nats
 * @param trainAccuracy the share of the epoch's examples that were right at that time
 * @param validationLoss the mean loss on the held-out examples after the epoch, in nats
 * @param validationAccuracy the share of them that was right
 * @param learningRate the learning rate of the epoch's last step
 * @param gradientNorm the mean over the epoch's steps of the loss gradient's Euclidean norm
 * @param seconds the time spent in the epoch's steps, evaluation left out
 */
public record EpochMetrics(
    int epoch,
    long step,
    @JsonProperty("train_loss") Double trainLoss,
    @JsonProperty("train_accuracy") Double trainAccuracy,
    @JsonProperty("validation_loss") Double validationLoss,
    @JsonProperty("validation_accuracy") Double validationAccuracy,
    @JsonProperty("learning_rate") Double learningRate,
    @JsonProperty("gradient_norm") Double gradientNorm,
    Double seconds) {

  /** The header of {@code metrics.csv}. */
  static final String CSV_HEADER =
      "epoch,step,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,"
          + "gradient_norm,seconds";

  /** The row of {@code metrics.csv}; what there is none of stays empty. */
  String csvRow() {
    return String.join(
        ",",
        Integer.toString(epoch),
        Long.toString(step),
        number(trainLoss),
        number(trainAccuracy),
        number(validationLoss),
        number(validationAccuracy),
        number(learningRate),
        number(gradientNorm),
        number(seconds));
  }

  /** The shortest decimal that gives back the value in single precision. */
  static String number(Double value) {
    return value == null ? "" : Float.toString(value.floatValue());
  }
}
