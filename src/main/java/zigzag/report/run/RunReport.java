package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.report.chart.Axis;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Series;
import zigzag.report.chart.Smoothing;
import zigzag.report.page.PageNetwork;

/** Turns the plain files of a {@code train} run into charts and a page. */
public final class RunReport {
  private static final int TRAINING = 0;
  private static final int VALIDATION = 1;

  private final RunFolder run;
  private final RunSummary summary;

  private RunReport(RunFolder run) {
    this.run = run;
    summary = run.summary();
  }

  /** Writes the report of a run that left no network. */
  public static RunReport write(Path folder) throws IOException {
    return write(folder, Optional.empty());
  }

  /**
   * Reads a run folder and writes {@code loss.svg}, {@code accuracy.svg}, {@code report.html} and,
   * if the test set was evaluated, {@code confusion.svg} into it.
   *
   * <p>Each file is moved into place whole. The same folder gives the same bytes.
   *
   * @param network the run's, to draw for; empty if the folder has none
   * @throws InputException if a file of the run is missing or malformed; nothing is written then
   * @throws IOException if the folder cannot be read or written
   */
  public static RunReport write(Path folder, Optional<PageNetwork> network) throws IOException {
    RunFolder run = RunFolder.read(folder);
    RunReport report = new RunReport(run);
    Optional<String> confusion = run.confusion().map(report::confusion);
    String page = new RunPage(run, confusion, network).render();
    AtomicFile.write(folder.resolve(ReportFiles.LOSS), report.loss().toSvg());
    AtomicFile.write(folder.resolve(ReportFiles.ACCURACY), report.accuracy().toSvg());
    if (confusion.isPresent()) {
      AtomicFile.write(folder.resolve(ReportFiles.CONFUSION), confusion.get());
    }
    AtomicFile.write(folder.resolve(ReportFiles.PAGE), page);
    return report;
  }

  /** The loss of each mini-batch, raw and smoothed, and of the validation data. */
  private LineChart loss() {
    double[] steps = run.steps().column(StepLosses.STEP);
    double[] raw = run.steps().column(StepLosses.LOSS);
    int window = Smoothing.usualWindow(raw.length);
    double[] smooth = Smoothing.centred(raw, window);
    List<Series> series = new ArrayList<>();
    series.add(Series.of("each mini-batch", TRAINING, steps, raw).as(Series.Look.FAINT));
    series.add(Series.of("mini-batches, mean of " + window, TRAINING, steps, smooth));
    addCurve(series, VALIDATION, EpochMetrics.STEP, EpochMetrics.VALIDATION_LOSS, 0, 1);
    Double loss = summary.testLoss();
    return chart(
        "Loss during training",
        loss == null ? "" : ": test loss " + Numerals.fixed(loss, 4),
        Axis.linear("step (mini-batches)"),
        Axis.log10("cross-entropy (log scale)"),
        series,
        marks(false));
  }

  /**
   * Accuracy per epoch, without epoch 0 if there is another: before training a network guesses, and
   * an axis from there would squeeze all differences into a corner.
   */
  private LineChart accuracy() {
    double[] epochs = run.metrics().column(EpochMetrics.EPOCH);
    int first = epochs.length > 1 && epochs[0] == 0 ? 1 : 0;
    List<Series> series = new ArrayList<>();
    addCurve(series, TRAINING, EpochMetrics.EPOCH, EpochMetrics.TRAIN_ACCURACY, first, 100);
    addCurve(series, VALIDATION, EpochMetrics.EPOCH, EpochMetrics.VALIDATION_ACCURACY, first, 100);
    Double share = summary.testAccuracy();
    return chart(
        "Accuracy per epoch",
        share == null ? "" : Numerals.format(": test accuracy %.2f %%", 100 * share),
        Axis.linear("epoch"),
        Axis.linear("accuracy (%)"),
        series,
        marks(true));
  }

  /** Adds a column of the metrics in some unit, if it has any value. */
  private void addCurve(
      List<Series> series, int style, String along, String column, int first, double unit) {
    double[] y = run.metrics().column(column);
    if (Arrays.stream(y).anyMatch(Double::isFinite)) {
      series.add(
          Series.of(
              style == TRAINING ? "training" : "validation",
              style,
              Arrays.stream(run.metrics().column(along)).skip(first).toArray(),
              Arrays.stream(y).skip(first).map(value -> unit * value).toArray()));
    }
  }

  /** What was made of the learning rate, by the steps or by the epochs that they were amid. */
  private List<LineChart.Mark> marks(boolean byEpoch) {
    return run.config().changes().stream()
        .map(
            change ->
                new LineChart.Mark(
                    byEpoch ? EpochMetrics.epochAt(run.metrics(), change.step()) : change.step(),
                    change.label()))
        .toList();
  }

  private LineChart chart(
      String title,
      String result,
      Axis x,
      Axis y,
      List<Series> series,
      List<LineChart.Mark> marks) {
    String subtitle = run.data().name() + ", run " + run.name() + result;
    return new LineChart(title, subtitle, x, y, series, marks, run.data().note());
  }

  /** The confusion matrix of the test set. */
  private String confusion(Confusion confusion) {
    String worst =
        confusion.mistakes().stream()
            .findFirst()
            .map(
                m ->
                    Numerals.format(
                        "most often a %d is taken for a %d (%,d times)",
                        m.truth(), m.predicted(), m.count()))
            .orElse("no mistakes at all");
    String subtitle = run.data().name() + ": " + worst;
    return new ConfusionChart("Confusion matrix, test set", subtitle, confusion, run.data().note())
        .toSvg();
  }

  /** Whose parameters were kept, and how long that took: a line for a terminal. */
  public String kept() {
    boolean inSteps = RunHeadline.inSteps(run);
    double[] rows = run.metrics().column(inSteps ? EpochMetrics.STEP : EpochMetrics.EPOCH);
    double last = rows[rows.length - 1];
    double seconds =
        inSteps
            ? DoubleStream.of(run.metrics().column(EpochMetrics.SECONDS)).filter(s -> s >= 0).sum()
            : summary.secondsPerEpoch() == null ? 0 : summary.secondsPerEpoch();
    return Numerals.format(
        "kept the parameters of %s %,.0f (%s) of %,.0f%s; %.3f s of training%s",
        inSteps ? "step" : "epoch",
        summary.kept().equals(RunSummary.BEST) ? rows[summary.bestEpoch()] : last,
        summary.kept(),
        last,
        RunHeadline.ended(summary),
        seconds,
        inSteps ? "" : " per epoch");
  }
}
