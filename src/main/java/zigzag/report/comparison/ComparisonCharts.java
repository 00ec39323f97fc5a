package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Legend;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Series;
import zigzag.report.chart.Series.Look;
import zigzag.report.chart.TextFit;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.comparison.TunedLabel.Rate;

/**
 * Loss and accuracy of a comparison's labels over the steps of their training, and the choice of
 * their learning rates.
 *
 * <p>A label has the same colour, dashes and marker in every chart.
 */
final class ComparisonCharts {
  /** Percentage points behind the best from which on a label would squeeze all others together. */
  static final double FAR_BEHIND = 20;

  /** Percentage points below the lowest end that are worth seeing, however close all ends are. */
  private static final double LEAST_RISE = 2;

  private static final String NONE_CONVERGED = "no label of which every run converged";

  /** Twice what a network that guesses among ten classes has: beyond, curves leave the chart. */
  private static final double MAX_LOSS = 4.6;

  /** What is below it, or as far above 1, is no loss to draw an axis for. */
  private static final double LEAST_LOSS = 1e-12;

  /** Of the height of the curves: a row of crosses above them. */
  private static final double ROW = 0.035;

  /** Of the height of the curves: all rows of crosses together, at most. */
  private static final double ROWS = 0.35;

  /** Of the height of the curves: room for the rings about the lowest points. */
  private static final double MARGIN = 0.06;

  /** The black of the palette, for what the legend says of all labels. */
  private static final int NEUTRAL = 6;

  private final ComparisonFolder comparison;
  private final ComparisonSummary summary;

  ComparisonCharts(ComparisonSummary summary) {
    this.summary = summary;
    this.comparison = summary.folder();
  }

  /** The training loss of each label, smoothed, on a logarithmic scale. */
  LineChart loss() {
    String finding =
        summary.labels().stream()
            .filter(label -> label.isStable() && label.trainLoss().isPresent())
            .min(Comparator.comparingDouble(l -> l.trainLoss().get().mean()))
            .map(
                label ->
                    label.label().label()
                        + " ends lowest, at a mean of "
                        + Numerals.loss(label.trainLoss().get().mean())
                        + " in its last epoch")
            .orElse(NONE_CONVERGED);
    List<LabelCurve> curves = curves(LabelCurve::loss);
    return chart(
        "Training loss", finding, curves, Double.NEGATIVE_INFINITY, ComparisonCharts::lossAxis);
  }

  private List<LabelCurve> curves(Function<List<ComparedRun>, LabelCurve> curve) {
    return comparison.labels().stream().map(comparison::runsOf).map(curve).toList();
  }

  /**
   * A chart of curves in the order of the labels.
   *
   * @param least a curve that ends below it is not shown
   */
  private LineChart chart(
      String title,
      String finding,
      List<LabelCurve> curves,
      double least,
      Function<List<LabelCurve>, Axis> axis) {
    List<Series> series = new ArrayList<>();
    List<LabelCurve> drawn = new ArrayList<>();
    for (ComparedLabel label : comparison.labels()) {
      LabelCurve curve = curves.get(label.place());
      String remark = divergence(comparison.runsOf(label));
      if (curve.end() < least) {
        remark = Numerals.format(" (not shown: %.1f %%)", curve.end());
        curve = LabelCurve.EMPTY;
      }
      drawn.add(curve);
      // Of a label and a remark that are too long together, the label is shortened.
      double room = Legend.NAME_WIDTH - TextFit.width(remark);
      String name = TextFit.shortened(label.label(), room) + remark;
      series.add(curve.series(name, label.style()));
    }
    int seeds = comparison.plan().seeds().size();
    return new LineChart(
        seeds == 1
            ? title + ", one seed"
            : title + ": mean of " + seeds + " seeds, shaded from the lowest to the highest",
        comparison.data().name() + ": " + finding,
        Axis.linear("step (mini-batches)"),
        axis.apply(drawn),
        series,
        marks(),
        comparison.data().note());
  }

  /** What was made of learning rates while somebody watched. */
  private List<LineChart.Mark> marks() {
    return comparison.runs().stream()
        .flatMap(
            run ->
                run.changes().stream()
                    .map(change -> new LineChart.Mark(change.step(), run.words(change))))
        .toList();
  }

  /** An axis no longer than the curves need: rounded to 1, 2 or 5 it would leave a third empty. */
  private static Axis lossAxis(List<LabelCurve> curves) {
    Axis axis = Axis.log10("cross-entropy, smoothed (log scale)");
    var shown =
        curves.stream().flatMapToDouble(LabelCurve::values).filter(axis::shows).summaryStatistics();
    // A label whose loss explodes may leave the chart rather than squeeze all others together.
    double most = Math.max(1.2 * shown.getMin(), Math.min(MAX_LOSS, shown.getMax()));
    return shown.getMin() < shown.getMax() ? axis.within(shown.getMin() / 1.05, most * 1.05) : axis;
  }

  /** The validation accuracy of each label at the ends of its epochs, or else the training one. */
  LineChart accuracy() {
    boolean validated = comparison.isValidated();
    String column = validated ? "validation_accuracy" : "train_accuracy";
    List<LabelCurve> curves = curves(runs -> LabelCurve.epochs(runs, column).times(100));
    double best = percents(curves.stream().mapToDouble(LabelCurve::end)).getMax();
    return chart(
        (validated ? "Validation" : "Training") + " accuracy",
        accuracyFinding(),
        curves,
        best - FAR_BEHIND,
        ComparisonCharts::accuracyAxis);
  }

  /**
   * An axis on which the ends of the curves can be told apart: of the steep rise in the first
   * epochs, which would squeeze them together, no more than the ends are apart is shown.
   */
  private static Axis accuracyAxis(List<LabelCurve> curves) {
    Axis axis = Axis.linear("accuracy (%)");
    var ends = percents(curves.stream().mapToDouble(LabelCurve::end));
    var values = percents(curves.stream().flatMapToDouble(LabelCurve::values));
    double shown = Math.max(LEAST_RISE, ends.getMax() - ends.getMin());
    double from = Math.max(0, Math.floor(ends.getMin() - shown));
    return ends.getCount() == 0 || values.getMin() >= from
        ? axis
        : axis.within(from, Math.min(100, Math.floor(values.getMax()) + 1));
  }

  private static DoubleSummaryStatistics percents(DoubleStream values) {
    return values.filter(value -> value >= 0 && value <= 100).summaryStatistics();
  }

  private String accuracyFinding() {
    List<String> asGood =
        summary.labels().stream()
            .filter(label -> label.verdict() == Verdict.UNDECIDED)
            .map(label -> label.label().label())
            .toList();
    String luck =
        switch (asGood.size()) {
          case 0 -> "";
          case 1 -> "; " + asGood.get(0) + " may be as good";
          default -> "; " + asGood.size() + " others may be as good";
        };
    return summary
        .best()
        .map(
            best ->
                Numerals.format(
                    "%s is best on the test set, %s %%%s",
                    best.label().label(), best.accuracy().orElseThrow().percent(), luck))
        .orElse(NONE_CONVERGED);
  }

  /** What the legend adds to a label some runs of which diverged and are not in the curve. */
  private static String divergence(List<ComparedRun> runs) {
    long diverged = runs.stream().filter(ComparedRun::diverged).count();
    return diverged == 0 ? "" : " (" + diverged + "/" + runs.size() + " diverged)";
  }

  /** The validation loss over the learning rates that were tried; empty if none were. */
  Optional<LineChart> tuning() {
    List<TunedLabel> labels = TunedLabel.of(comparison);
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    double least = losses(labels).min().orElse(0.1);
    double most = Math.max(1.2 * least, Math.min(MAX_LOSS, losses(labels).max().orElse(1)));
    double low = least / Math.pow(most / least, MARGIN);
    double high = most * Math.pow(most / least, MARGIN);
    List<TunedLabel> diverging = labels.stream().filter(l -> diverged(l).length > 0).toList();
    double share = Math.min(ROW, ROWS / Math.max(1, diverging.size()));
    double row = Math.pow(most / least, share);
    double top = diverging.isEmpty() ? high : high * Math.pow(row, diverging.size() + 1);
    List<Series> series = new ArrayList<>();
    for (TunedLabel label : labels) {
      double[] rates = values(label, Rate::learningRate);
      Series means =
          Series.of(label.label().label(), label.label().style(), rates, values(label, Rate::mean));
      series.add(means.withBand(values(label, Rate::low), values(label, Rate::high)));
    }
    for (TunedLabel label : labels) {
      int style = label.label().style();
      label
          .chosen()
          .ifPresent(r -> series.add(signs("", style, Look.RINGS, r.mean(), r.learningRate())));
    }
    series.add(signs("chosen", NEUTRAL, Look.RINGS, 0));
    for (int i = 0; i < diverging.size(); i++) {
      TunedLabel label = diverging.get(i);
      // Each label's in a row of their own, so that none hides another's.
      double height = top / Math.pow(row, i + 1);
      series.add(signs("", label.label().style(), Look.CROSSES, height, diverged(label)));
    }
    if (!diverging.isEmpty()) {
      series.add(signs("diverged", NEUTRAL, Look.CROSSES, 0));
      // Parts the crosses above it from the losses below.
      var all = rates(labels).mapToDouble(Rate::learningRate).summaryStatistics();
      series.add(signs("", NEUTRAL, Look.FAINT, high, all.getMin(), all.getMax()));
    }
    LineChart chart =
        new LineChart(
            "Choice of the learning rate: mean and range of the validation loss",
            comparison.data().name() + ": " + finding(labels),
            Axis.log10("learning rate (log scale)"),
            Axis.log10("validation loss (log scale)").within(low, top),
            series,
            comparison.data().note());
    return Optional.of(chart);
  }

  /** Points at some rates, all at one height; with none, a sign of the legend alone. */
  private static Series signs(String name, int style, Look look, double height, double... rates) {
    double[] y = new double[rates.length];
    Arrays.fill(y, height);
    return Series.of(name, style, rates, y).as(look);
  }

  private static double[] values(TunedLabel label, ToDoubleFunction<Rate> value) {
    return label.rates().stream().mapToDouble(value).toArray();
  }

  private static Stream<Rate> rates(List<TunedLabel> labels) {
    return labels.stream().flatMap(label -> label.rates().stream());
  }

  private static DoubleStream losses(List<TunedLabel> labels) {
    return rates(labels)
        .flatMapToDouble(rate -> DoubleStream.of(rate.low(), rate.mean(), rate.high()))
        .filter(loss -> loss > LEAST_LOSS && loss < 1 / LEAST_LOSS);
  }

  private static double[] diverged(TunedLabel label) {
    return label.rates().stream()
        .filter(rate -> rate.diverged() > 0)
        .mapToDouble(Rate::learningRate)
        .toArray();
  }

  private static String finding(List<TunedLabel> labels) {
    long edges = labels.stream().filter(label -> label.edge() != TunedLabel.Edge.NONE).count();
    String open =
        edges == 0 ? "" : "; " + edges + " chosen at the edge, a better rate may lie beyond";
    return labels.stream()
            .filter(label -> label.chosen().isPresent())
            .min(Comparator.comparingDouble(l -> l.chosen().get().mean()))
            .map(
                label ->
                    Numerals.format(
                        "lowest is %s at %s, with %.4f",
                        label.label().label(),
                        Numerals.rate(label.chosen().get().learningRate()),
                        label.chosen().get().mean()))
            .orElse("every rate diverged")
        + open;
  }
}
