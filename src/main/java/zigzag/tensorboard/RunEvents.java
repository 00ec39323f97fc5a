package zigzag.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import zigzag.archive.NumberTable;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;

/**
 * The events of a run in their order: its settings, the loss of every step, the figures of every
 * epoch after its last step, the test's at the end. They follow from the run's files, so that the
 * same are written as it trains, when it is resumed, and afterwards.
 */
final class RunEvents {
  private static final String STEP_LOSS = "loss/step";
  private static final String TEST_LOSS = "loss/test";
  private static final String TEST_ACCURACY = "accuracy/test";

  /**
   * A curve of one point per epoch.
   *
   * @param column of {@code metrics.csv}
   */
  private record Curve(String tag, String column, Function<EpochMetrics, Double> value) {}

  private static final List<Curve> CURVES =
      List.of(
          new Curve("loss/train", EpochMetrics.TRAIN_LOSS, EpochMetrics::trainLoss),
          new Curve("loss/validation", EpochMetrics.VALIDATION_LOSS, EpochMetrics::validationLoss),
          new Curve("accuracy/train", EpochMetrics.TRAIN_ACCURACY, EpochMetrics::trainAccuracy),
          new Curve(
              "accuracy/validation",
              EpochMetrics.VALIDATION_ACCURACY,
              EpochMetrics::validationAccuracy),
          new Curve("learning_rate", EpochMetrics.LEARNING_RATE, EpochMetrics::learningRate),
          new Curve("gradient_norm", EpochMetrics.GRADIENT_NORM, EpochMetrics::gradientNorm));

  /** What runs are judged by. */
  static final List<String> RESULTS =
      List.of(TEST_ACCURACY, TEST_LOSS, "accuracy/validation", "loss/validation");

  private final EventWriter events;
  private final Hyperparameters hyperparameters;

  RunEvents(OutputStream out) {
    events = new EventWriter(out);
    hyperparameters = new Hyperparameters(events);
  }

  /** The loss of a step's batch. */
  void step(long step, double loss) throws IOException {
    point(step, STEP_LOSS, loss);
  }

  /** An epoch's figures. */
  void epoch(EpochMetrics epoch) throws IOException {
    for (Curve curve : CURVES) {
      Double value = curve.value.apply(epoch);
      point(epoch.step(), curve.tag, value == null ? Double.NaN : value);
    }
  }

  private void epoch(NumberTable epochs, int row, long step) throws IOException {
    for (Curve curve : CURVES) {
      point(step, curve.tag, epochs.at(row, epochs.columns().indexOf(curve.column)));
    }
  }

  /** A file has no difference between what is not there and what is no number. */
  private void point(long step, String tag, double value) throws IOException {
    if (!Double.isNaN(value)) {
      events.scalar(step, tag, value);
    }
  }

  /**
   * What a run's folder tells up to some point of the training.
   *
   * @param lastStep whose loss is written
   * @param endEpoch the first epoch whose figures are not
   * @throws zigzag.InputException if a file is missing or malformed
   */
  void upTo(Path folder, long lastStep, long endEpoch) throws IOException {
    events.version();
    hyperparameters.begin(RunConfig.read(folder).settings());
    if (endEpoch == 0) {
      return;
    }
    NumberTable epochs = EpochMetrics.read(folder);
    NumberTable losses = StepLosses.read(folder);
    double[] step = losses.column(StepLosses.STEP);
    double[] loss = losses.column(StepLosses.LOSS);
    double[] ends = epochs.column(EpochMetrics.STEP);
    int row = 0;
    for (int epoch = 0; epoch < Math.min(ends.length, endEpoch); epoch++) {
      while (row < step.length && step[row] <= ends[epoch]) {
        step((long) step[row], loss[row++]);
      }
      epoch(epochs, epoch, (long) ends[epoch]);
    }
    while (row < step.length && step[row] <= lastStep) {
      step((long) step[row], loss[row++]);
    }
  }

  /** What is there when a run is over: the test's figures. */
  void end(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RunSummary.NAME))) {
      RunSummary summary = RunSummary.read(folder);
      long step = summary.steps() == null ? 0 : summary.steps();
      if (summary.testAccuracy() != null && summary.testLoss() != null) {
        point(step, TEST_ACCURACY, summary.testAccuracy());
        point(step, TEST_LOSS, summary.testLoss());
      }
      hyperparameters.end(step, summary.diverged());
    }
  }
}
