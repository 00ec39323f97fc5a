package zigzag.archive.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import zigzag.archive.CsvFile;
import zigzag.archive.NumberTable;
import zigzag.archive.ReportLimits;

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
    @JsonProperty(EPOCH) int epoch,
    @JsonProperty(STEP) long step,
    @JsonProperty(TRAIN_LOSS) Double trainLoss,
    @JsonProperty(TRAIN_ACCURACY) Double trainAccuracy,
    @JsonProperty(VALIDATION_LOSS) Double validationLoss,
    @JsonProperty(VALIDATION_ACCURACY) Double validationAccuracy,
    @JsonProperty(LEARNING_RATE) Double learningRate,
    @JsonProperty(GRADIENT_NORM) Double gradientNorm,
    @JsonProperty(SECONDS) Double seconds) {
  public static final String EPOCH = "epoch";
  public static final String STEP = "step";
  public static final String TRAIN_LOSS = "train_loss";
  public static final String TRAIN_ACCURACY = "train_accuracy";
  public static final String VALIDATION_LOSS = "validation_loss";
  public static final String VALIDATION_ACCURACY = "validation_accuracy";
  public static final String LEARNING_RATE = "learning_rate";
  public static final String GRADIENT_NORM = "gradient_norm";
  public static final String SECONDS = "seconds";

  public static final CsvFile FILE =
      new CsvFile(
          "metrics.csv",
          ReportLimits.EPOCHS_BYTES,
          EPOCH,
          STEP,
          TRAIN_LOSS,
          TRAIN_ACCURACY,
          VALIDATION_LOSS,
          VALIDATION_ACCURACY,
          LEARNING_RATE,
          GRADIENT_NORM,
          SECONDS);

  /** Writes the epochs so far in single precision, each by its shortest decimal. */
  public static void write(Path folder, List<EpochMetrics> epochs) throws IOException {
    FILE.write(folder, epochs.stream().map(EpochMetrics::cells));
  }

  private List<Object> cells() {
    return Stream.concat(
            Stream.<Object>of(epoch, step),
            Stream.of(
                    trainLoss,
                    trainAccuracy,
                    validationLoss,
                    validationAccuracy,
                    learningRate,
                    gradientNorm,
                    seconds)
                .map(value -> value == null ? "" : value.floatValue()))
        .toList();
  }

  /** Reads the columns, of which the first two rise. */
  public static NumberTable read(Path folder) throws IOException {
    NumberTable epochs = FILE.numbers(folder);
    epochs.risingColumn(EPOCH);
    epochs.risingColumn(STEP);
    return epochs;
  }

  /** The epochs that were over after so many steps; of the one under way, the part of it. */
  public static double epochAt(NumberTable epochs, double step) {
    double[] steps = epochs.column(STEP);
    double[] numbers = epochs.column(EPOCH);
    for (int i = 1; i < steps.length; i++) {
      if (step <= steps[i]) {
        return numbers[i] - (steps[i] - step) / (steps[i] - steps[i - 1]);
      }
    }
    return steps.length == 0 ? 0 : numbers[numbers.length - 1];
  }
}
