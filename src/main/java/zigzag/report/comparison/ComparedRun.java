package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import zigzag.InputException;
import zigzag.archive.Decimals;
import zigzag.archive.JsonFields;
import zigzag.archive.NumberTable;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.archive.run.TrainingOutcome;

/**
 * One finished run of a comparison.
 *
 * @param learningRate as set; empty for a rule that has none
 * @param metrics one row per epoch, before training included
 * @param steps one row per mini-batch
 */
public record ComparedRun(
    Path folder,
    String label,
    String optimizer,
    String init,
    OptionalDouble learningRate,
    long seed,
    ObjectNode config,
    RunSummary summary,
    NumberTable metrics,
    NumberTable steps) {
  /**
   * Reads and checks a run folder.
   *
   * @return empty if the run has not come to its end
   * @throws InputException if it has, and a file is missing or malformed
   */
  static Optional<ComparedRun> read(Path folder) throws IOException {
    Path summaryFile = folder.resolve(RunSummary.NAME);
    if (!Files.exists(summaryFile)) {
      return Optional.empty();
    }
    RunSummary summary = RunSummary.read(folder);
    if (summary.stopped() == TrainingOutcome.INTERRUPTED) {
      return Optional.empty();
    }
    if (!summary.diverged() && summary.testAccuracy() == null) {
      throw new InputException(
          summaryFile + ": test_accuracy is missing, though the run did not diverge");
    }
    RunConfig config = RunConfig.read(folder);
    JsonFields fields = JsonFields.of(folder.resolve(RunConfig.NAME), config.json());
    JsonFields settings = fields.object("settings");
    NumberTable steps = StepLosses.read(folder);
    requireAllSteps(steps);
    NumberTable metrics = EpochMetrics.read(folder);
    summary.requireOneRun(folder, config);
    return Optional.of(
        new ComparedRun(
            folder,
            fields.object("comparison").text("label"),
            settings.text("optimizer"),
            settings.text("init"),
            settings.object("hyperparameters").number("learningRate"),
            settings.whole("seed"),
            config.json(),
            summary,
            metrics,
            steps));
  }

  /** Refuses gaps: the runs of a label are averaged step by step. */
  private static void requireAllSteps(NumberTable steps) {
    double[] step = steps.column(StepLosses.STEP);
    if (step.length > 0 && (step[0] != 1 || step[step.length - 1] != step.length)) {
      throw new InputException(steps.at(0) + ": step must count from 1 on without a gap");
    }
  }

  /** The rule's own settings, the learning rate among them. */
  JsonNode hyperparameters() {
    return config.at("/settings/hyperparameters");
  }

  JsonNode weightDecay() {
    return config.at("/settings/weight-decay");
  }

  public boolean diverged() {
    return summary.diverged();
  }

  /** The accuracy on the test set, a share from 0 to 1; empty for a diverged run. */
  public OptionalDouble testAccuracy() {
    return diverged() ? OptionalDouble.empty() : OptionalDouble.of(summary.testAccuracy());
  }

  /** The mean loss on the test set; empty for a diverged run. */
  public OptionalDouble testLoss() {
    return diverged() || summary.testLoss() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(summary.testLoss());
  }

  /** Its row in {@code results.csv}. */
  public List<?> cells(OptionalDouble target) {
    OptionalLong toTarget = target.isEmpty() ? OptionalLong.empty() : stepsTo(target.getAsDouble());
    return Arrays.asList(
        label,
        optimizer,
        init,
        Decimals.shortest(learningRate),
        seed,
        Decimals.shortest(testAccuracy()),
        Decimals.shortest(testLoss()),
        toTarget.isEmpty() ? null : toTarget.getAsLong(),
        Decimals.shortest(trainingSeconds()),
        diverged(),
        Decimals.shortest(trainLoss()),
        Decimals.shortest(validationLoss()),
        Decimals.shortest(validationAccuracy()),
        stepCount());
  }

  /** The number of steps taken. */
  public long stepCount() {
    return steps.rows();
  }

  /** The steps after which the validation accuracy, measured at epoch ends, was first enough. */
  public OptionalLong stepsTo(double target) {
    int row = rowOf(target);
    return row < 0
        ? OptionalLong.empty()
        : OptionalLong.of((long) metrics.column(EpochMetrics.STEP)[row]);
  }

  /** The training seconds up to the same moment. */
  public OptionalDouble secondsTo(double target) {
    int row = rowOf(target);
    return row < 0 ? OptionalDouble.empty() : OptionalDouble.of(secondsThrough(row));
  }

  private int rowOf(double target) {
    double[] accuracy = metrics.column(EpochMetrics.VALIDATION_ACCURACY);
    int row = 0;
    while (row < accuracy.length && !(accuracy[row] >= target)) {
      row++;
    }
    return row == accuracy.length ? -1 : row;
  }

  /** The seconds spent in training steps, evaluation left out. */
  public double trainingSeconds() {
    return secondsThrough(metrics.rows() - 1);
  }

  /** A sum of decimals, so that it has no more digits than they do. */
  private double secondsThrough(int lastRow) {
    double[] seconds = metrics.column(EpochMetrics.SECONDS);
    BigDecimal sum = BigDecimal.ZERO;
    for (int row = 0; row <= lastRow; row++) {
      if (Double.isFinite(seconds[row])) {
        sum = sum.add(BigDecimal.valueOf(seconds[row]));
      }
    }
    return sum.doubleValue();
  }

  /** The mean loss of the last epoch's mini-batches. */
  public OptionalDouble trainLoss() {
    return last(EpochMetrics.TRAIN_LOSS);
  }

  public OptionalDouble validationLoss() {
    return last(EpochMetrics.VALIDATION_LOSS);
  }

  public OptionalDouble validationAccuracy() {
    return last(EpochMetrics.VALIDATION_ACCURACY);
  }

  /** A value after the last epoch; empty if there is none or it is not finite. */
  private OptionalDouble last(String name) {
    double[] column = metrics.column(name);
    double value = column.length == 0 ? Double.NaN : column[column.length - 1];
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
