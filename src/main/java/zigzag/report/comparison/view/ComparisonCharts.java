package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import zigzag.Numerals;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Legend;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Series;
import zigzag.report.chart.TextFit;
import zigzag.report.comparison.ComparedLabel;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelCurve;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.Verdict;

/**
 * Loss and accuracy of a comparison's labels over the steps of their training.
 *
 * <p>A label has the same colour, dashes and marker in every chart.
 */
final class ComparisonCharts {
  /** Percentage points behind the best from which on a label would squeeze all others together. */
  private static final double FAR_BEHIND = 20;

  /**
   * Percentage points below the lowest end that are worth seeing, even where all ends are close.
   */
  private static final double LEAST_RISE = 2;

  private final ComparisonFolder comparison;
  private final ComparisonSummary summary;

  ComparisonCharts(ComparisonSummary summary) {
    this.summary = summary;
    this.comparison = summary.folder();
  }

  /** The training loss of each label, smoothed, on a logarithmic scale. */
  LineChart loss() {
    List<Series> series = new ArrayList<>();
    List<LabelCurve> curves = new ArrayList<>();
    for (ComparedLabel label : comparison.labels()) {
      List<ComparedRun> runs = comparison.runsOf(label);
      LabelCurve curve = LabelCurve.loss(runs);
      curves.add(curve);
      series.add(curve.series(legend(label, divergence(runs)), label.style()));
    }
    return new LineChart(
        "Training loss" + overSeeds(),
        lossFinding(),
        Axis.linear("step (mini-batches)"),
        lossAxis(curves),
        series,
        comparison.data().note());
  }

  /** An axis no longer than the curves need: rounded to 1, 2 or 5 it would leave a third empty. */
  private static Axis lossAxis(List<LabelCurve> curves) {
    Axis axis = Axis.log10("cross-entropy, smoothed (log scale)");
    var shown =
        curves.stream().flatMapToDouble(LabelCurve::values).filter(axis::shows).summaryStatistics();
    // A label whose loss explodes may leave the chart rather than squeeze all others together.
    double most = Math.max(1.2 * shown.getMin(), Math.min(TuningChart.MAX_LOSS, shown.getMax()));
    return shown.getMin() < shown.getMax() ? axis.within(shown.getMin() / 1.05, most * 1.05) : axis;
  }

  private String lossFinding() {
    String data = comparison.data().name();
    return summary.labels().stream()
        .filter(label -> label.isStable() && label.trainLoss().isPresent())
        .min(Comparator.comparingDouble(l -> l.trainLoss().get().mean()))
        .map(
            label ->
                Numerals.format(
                    "%s: %s ends lowest, at a mean of %s in its last epoch",
                    data, label.label().label(), Numerals.loss(label.trainLoss().get().mean())))
        .orElse(data + ": no label of which every run converged");
  }

  /** The validation accuracy of each label at the ends of its epochs, or else the training one. */
  LineChart accuracy() {
    boolean validated =
        comparison.runs().stream().anyMatch(run -> run.validationAccuracy().isPresent());
    String column = validated ? "validation_accuracy" : "train_accuracy";
    List<LabelCurve> curves =
        comparison.labels().stream()
            .map(label -> LabelCurve.epochs(comparison.runsOf(label), column).times(100))
            .toList();
    double best = percents(curves.stream().mapToDouble(LabelCurve::end)).getMax();
    List<Series> series = new ArrayList<>();
    List<LabelCurve> drawn = new ArrayList<>();
    for (ComparedLabel label : comparison.labels()) {
      LabelCurve curve = curves.get(label.place());
      String remark = divergence(comparison.runsOf(label));
      if (curve.end() < best - FAR_BEHIND) {
        remark = Numerals.format(" (not shown: %.1f %%)", curve.end());
        curve = LabelCurve.EMPTY;
      }
      drawn.add(curve);
      series.add(curve.series(legend(label, remark), label.style()));
    }
    return new LineChart(
        (validated ? "Validation" : "Training") + " accuracy" + overSeeds(),
        accuracyFinding(),
        Axis.linear("step (mini-batches)"),
        accuracyAxis(drawn),
        series,
        comparison.data().note());
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
    String data = comparison.data().name();
    Optional<LabelSummary> best = summary.best();
    if (best.isEmpty()) {
      return data + ": no label of which every run converged";
    }
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
    return data
        + ": "
        + best.get().label().label()
        + " is best on the test set, "
        + best.get().accuracy().orElseThrow().percent()
        + " %"
        + luck;
  }

  private String overSeeds() {
    int seeds = comparison.plan().seeds().size();
    return seeds == 1
        ? ", one seed"
        : ": mean of " + seeds + " seeds, shaded from the lowest to the highest";
  }

  /** What the legend adds to a label some runs of which diverged and are not in the curve. */
  private static String divergence(List<ComparedRun> runs) {
    long diverged = runs.stream().filter(ComparedRun::diverged).count();
    return diverged == 0 ? "" : " (" + diverged + "/" + runs.size() + " diverged)";
  }

  /** A label and a remark, of which the label is shortened if both are too long. */
  private static String legend(ComparedLabel label, String remark) {
    double room = Legend.NAME_WIDTH - TextFit.width(remark);
    return TextFit.shortened(label.label(), room) + remark;
  }
}
