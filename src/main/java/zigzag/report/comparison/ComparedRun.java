package zigzag.report.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.archive.ComparisonTables;
import zigzag.archive.Decimals;
import zigzag.archive.Json;
import zigzag.archive.NumberTable;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.archive.run.TrainingOutcome;
import zigzag.report.chart.Legend;
import zigzag.report.chart.TextFit;

/**
 * One finished run of a comparison. A figure that there is none of is null.
 *
 * @param learningRate as set; null for a rule that has none
 * @param metrics one row per epoch, before training included
 * @param steps one row per mini-batch
 */
record ComparedRun(
    Path folder,
    String label,
    String optimizer,
    String init,
    Double learningRate,
    long seed,
    ObjectNode config,
    RunSummary summary,
    NumberTable metrics,
    NumberTable steps) {
  /** What {@code config.json} says of it. */
  record Start(Settings settings, Compared comparison) {
    Start {
      Json.require("settings", settings, Settings.class);
      Json.require("comparison", comparison, Compared.class);
    }
  }

  record Settings(String optimizer, String init, Map<String, Double> hyperparameters, long seed) {
    Settings {
      Json.requireLine("optimizer", optimizer, Json.LINE);
      Json.requireLine("init", init, Json.LINE);
      Json.require("hyperparameters", hyperparameters, Map.class);
    }
  }

  record Compared(String label) {
    Compared {
      Json.requireLine("label", label, Json.LINE);
    }
  }

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
    Start start = Json.bind(folder.resolve(RunConfig.NAME).toString(), config.json(), Start.class);
    Settings settings = start.settings();
    NumberTable steps = StepLosses.read(folder);
    double[] step = steps.column(StepLosses.STEP);
    // No gaps: the runs of a label are averaged step by step.
    if (step.length > 0 && (step[0] != 1 || step[step.length - 1] != step.length)) {
      throw new InputException(steps.at(0) + ": step must count from 1 on without a gap");
    }
    NumberTable metrics = EpochMetrics.read(folder);
    summary.requireOneRun(folder, config);
    return Optional.of(
        new ComparedRun(
            folder,
            start.comparison().label(),
            settings.optimizer(),
            settings.init(),
            settings.hyperparameters().get("learningRate"),
            settings.seed(),
            config.json(),
            summary,
            metrics,
            steps));
  }

  /** What was made of its learning rate while somebody watched. */
  List<RunConfig.Change> changes() {
    return new RunConfig(config).changes();
  }

  /** What a chart says of one of them. */
  String words(RunConfig.Change change) {
    return TextFit.shortened(label, Legend.NAME_WIDTH / 2) + ": " + change.label();
  }

  boolean diverged() {
    return summary.diverged();
  }

  /** The accuracy on the test set, a share from 0 to 1. */
  Double testAccuracy() {
    return diverged() ? null : summary.testAccuracy();
  }

  /** The mean loss of the last epoch's mini-batches. */
  Double trainLoss() {
    return last(EpochMetrics.TRAIN_LOSS);
  }

  Double validationAccuracy() {
    return last(EpochMetrics.VALIDATION_ACCURACY);
  }

  /** A value after the last epoch, if it is finite. */
  private Double last(String name) {
    double[] column = metrics.column(name);
    double value = column.length == 0 ? Double.NaN : column[column.length - 1];
    return Double.isFinite(value) ? value : null;
  }

  /** All its figures by name; those about the target only if there is one. */
  Map<String, Object> figures(Double target) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("label", label);
    figures.put("seed", seed);
    figures.put("learning_rate", learningRate);
    figures.put("diverged", diverged());
    figures.put("test_accuracy", testAccuracy());
    figures.put("test_loss", diverged() ? null : summary.testLoss());
    figures.put("train_loss", trainLoss());
    figures.put("validation_loss", last(EpochMetrics.VALIDATION_LOSS));
    figures.put("validation_accuracy", validationAccuracy());
    figures.put("steps", steps.rows());
    figures.put("seconds", trainingSeconds());
    if (target != null) {
      figures.put("steps_to_target", stepsTo(target));
      figures.put("seconds_to_target", secondsTo(target));
    }
    return figures;
  }

  List<?> cells(Double target) {
    Map<String, Object> figures = figures(target);
    figures.putAll(Map.of("optimizer", optimizer, "init", init));
    figures.put("lr", learningRate);
    return ComparisonTables.RESULTS.columns().stream()
        .map(figures::get)
        .map(value -> value instanceof Double number ? Decimals.shortest(number) : value)
        .toList();
  }

  /** The steps after which the validation accuracy, measured at epoch ends, was first enough. */
  Long stepsTo(double target) {
    int row = rowOf(target);
    return row < 0 ? null : (Long) (long) metrics.column(EpochMetrics.STEP)[row];
  }

  /** The training seconds up to the same moment. */
  Double secondsTo(double target) {
    int row = rowOf(target);
    return row < 0 ? null : (Double) secondsOf(row + 1);
  }

  private int rowOf(double target) {
    double[] accuracy = metrics.column(EpochMetrics.VALIDATION_ACCURACY);
    return IntStream.range(0, accuracy.length)
        .filter(row -> accuracy[row] >= target)
        .findFirst()
        .orElse(-1);
  }

  /** The seconds spent in training steps, evaluation left out. */
  double trainingSeconds() {
    return secondsOf(metrics.rows());
  }

  /** A sum of decimals, so that it has no more digits than they do. */
  private double secondsOf(int rows) {
    return Arrays.stream(metrics.column(EpochMetrics.SECONDS), 0, rows)
        .filter(Double::isFinite)
        .mapToObj(BigDecimal::valueOf)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }
}
