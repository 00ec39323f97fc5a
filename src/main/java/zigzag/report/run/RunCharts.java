package zigzag.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import zigzag.Numerals;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.Confusion.Mistake;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.report.chart.Axis;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Series;
import zigzag.report.chart.Smoothing;

/** The static charts of one run. */
final class RunCharts {
  private static final int TRAINING = 0;
  private static final int VALIDATION = 1;

  private final RunFolder run;
  private final RunSummary summary;

  RunCharts(RunFolder run) {
    this.run = run;
    this.summary = run.summary();
  }

  /** The loss of each mini-batch, raw and smoothed, and of the validation data. */
  LineChart loss() {
    double[] steps = run.steps().column(StepLosses.STEP);
    double[] raw = run.steps().column(StepLosses.LOSS);
    int window = Smoothing.usualWindow(raw.length);
    String smoothName = "mini-batches, mean of " + window;
    List<Series> series = new ArrayList<>();
    series.add(Series.of("each mini-batch", TRAINING, steps, raw).as(Series.Look.FAINT));
    series.add(Series.of(smoothName, TRAINING, steps, Smoothing.centred(raw, window)));
    if (hasAny(EpochMetrics.VALIDATION_LOSS)) {
      double[] epochSteps = run.metrics().column(EpochMetrics.STEP);
      double[] validation = run.metrics().column(EpochMetrics.VALIDATION_LOSS);
      series.add(Series.of("validation", VALIDATION, epochSteps, validation));
    }
    return new LineChart(
        "Loss during training",
        result(
            "test loss",
            Optional.ofNullable(summary.testLoss()).map(loss -> Numerals.fixed(loss, 4))),
        Axis.linear("step (mini-batches)"),
        Axis.log10("cross-entropy (log scale)"),
        series,
        run.data().note());
  }

  /**
   * Accuracy per epoch, without epoch 0: before training a network guesses, and an axis from there
   * would squeeze all differences into a corner.
   */
  LineChart accuracy() {
    double[] epochs = trained(run.metrics().column(EpochMetrics.EPOCH));
    List<Series> series = new ArrayList<>();
    if (hasAny(EpochMetrics.TRAIN_ACCURACY)) {
      series.add(Series.of("training", TRAINING, epochs, percent(EpochMetrics.TRAIN_ACCURACY)));
    }
    if (hasAny(EpochMetrics.VALIDATION_ACCURACY)) {
      series.add(
          Series.of("validation", VALIDATION, epochs, percent(EpochMetrics.VALIDATION_ACCURACY)));
    }
    return new LineChart(
        "Accuracy per epoch",
        result(
            "test accuracy",
            Optional.ofNullable(summary.testAccuracy())
                .map(share -> Numerals.format("%.2f %%", 100 * share))),
        Axis.linear("epoch"),
        Axis.linear("accuracy (%)"),
        series,
        run.data().note());
  }

  /** The rows after epoch 0, or that one if there is no other. */
  private double[] trained(double[] column) {
    boolean hasStart = column.length > 1 && run.metrics().column(EpochMetrics.EPOCH)[0] == 0;
    return Arrays.copyOfRange(column, hasStart ? 1 : 0, column.length);
  }

  /** The confusion matrix of the test set. */
  ConfusionChart confusion(Confusion confusion) {
    String worst =
        confusion.mistakes().stream()
            .findFirst()
            .map(RunCharts::describe)
            .orElse("no mistakes at all");
    return new ConfusionChart(
        "Confusion matrix, test set",
        run.data().name() + ": " + worst,
        confusion,
        run.data().note());
  }

  private static String describe(Mistake mistake) {
    return String.format(
        Locale.ROOT,
        "most often a %d is taken for a %d (%,d times)",
        mistake.truth(),
        mistake.predicted(),
        mistake.count());
  }

  private String result(String name, Optional<String> value) {
    String data = run.data().name() + ", run " + run.name();
    return value.map(text -> data + ": " + name + " " + text).orElse(data);
  }

  private double[] percent(String column) {
    return Arrays.stream(trained(run.metrics().column(column))).map(v -> 100 * v).toArray();
  }

  private boolean hasAny(String column) {
    return Arrays.stream(run.metrics().column(column)).anyMatch(Double::isFinite);
  }
}
