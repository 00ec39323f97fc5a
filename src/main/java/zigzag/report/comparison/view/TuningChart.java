package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import zigzag.Numerals;
import zigzag.report.chart.Axis;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Series;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.RateTrials;
import zigzag.report.comparison.TunedLabel;

/** The validation loss of each label over the learning rates that were tried for it. */
final class TuningChart {
  /**
   * Twice what a network that guesses among ten classes has: beyond, curves may leave the chart.
   */
  static final double MAX_LOSS = 4.6;

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
  private final List<TunedLabel> labels;

  private TuningChart(ComparisonFolder comparison) {
    this.comparison = comparison;
    this.labels = TunedLabel.of(comparison);
  }

  /** The chart; empty if there were no trials. */
  static Optional<LineChart> of(ComparisonFolder comparison) {
    TuningChart chart = new TuningChart(comparison);
    return chart.labels.isEmpty() ? Optional.empty() : Optional.of(chart.chart());
  }

  private LineChart chart() {
    double least = losses().min().orElse(0.1);
    double most = Math.max(1.2 * least, Math.min(MAX_LOSS, losses().max().orElse(1)));
    double low = least / Math.pow(most / least, MARGIN);
    double high = most * Math.pow(most / least, MARGIN);
    List<TunedLabel> diverging = labels.stream().filter(l -> diverged(l).length > 0).toList();
    double share = Math.min(ROW, ROWS / Math.max(1, diverging.size()));
    double row = Math.pow(most / least, share);
    double top = diverging.isEmpty() ? high : high * Math.pow(row, diverging.size() + 1);
    List<Series> series = new ArrayList<>(labels.stream().map(TuningChart::curve).toList());
    for (TunedLabel label : labels) {
      label.chosen().ifPresent(rate -> series.add(ring(label, rate)));
    }
    series.add(legend("chosen", Series.Look.RINGS));
    for (int i = 0; i < diverging.size(); i++) {
      series.add(crosses(diverging.get(i), top / Math.pow(row, i + 1)));
    }
    if (!diverging.isEmpty()) {
      series.add(legend("diverged", Series.Look.CROSSES));
      series.add(line(high));
    }
    return new LineChart(
        "Choice of the learning rate: mean and range of the validation loss",
        finding(),
        Axis.log10("learning rate (log scale)"),
        Axis.log10("validation loss (log scale)").within(low, top),
        series,
        comparison.data().note());
  }

  /** A sign of the legend alone. */
  private static Series legend(String name, Series.Look look) {
    return Series.of(name, NEUTRAL, new double[0], new double[0]).as(look);
  }

  /** Parts the crosses above it from the losses below. */
  private Series line(double height) {
    double[] ends =
        DoubleStream.of(allRates().min().orElseThrow(), allRates().max().orElseThrow()).toArray();
    return Series.of("", NEUTRAL, ends, new double[] {height, height}).as(Series.Look.FAINT);
  }

  private DoubleStream allRates() {
    return labels.stream()
        .flatMap(label -> label.rates().stream())
        .mapToDouble(RateTrials::learningRate);
  }

  private DoubleStream losses() {
    return labels.stream()
        .flatMap(label -> label.rates().stream())
        .flatMapToDouble(rate -> DoubleStream.of(rate.low(), rate.mean(), rate.high()))
        .filter(loss -> loss > LEAST_LOSS && loss < 1 / LEAST_LOSS);
  }

  private static Series curve(TunedLabel label) {
    List<RateTrials> rates = label.rates();
    return Series.of(
            label.label().label(),
            label.label().style(),
            rates.stream().mapToDouble(RateTrials::learningRate).toArray(),
            rates.stream().mapToDouble(RateTrials::mean).toArray())
        .withBand(
            rates.stream().mapToDouble(RateTrials::low).toArray(),
            rates.stream().mapToDouble(RateTrials::high).toArray());
  }

  private static Series ring(TunedLabel label, RateTrials rate) {
    double[] x = {rate.learningRate()};
    double[] y = {rate.mean()};
    return Series.of("", label.label().style(), x, y).as(Series.Look.RINGS);
  }

  private static double[] diverged(TunedLabel label) {
    return label.rates().stream()
        .filter(rate -> rate.diverged() > 0)
        .mapToDouble(RateTrials::learningRate)
        .toArray();
  }

  /** Each label's crosses in a row of their own, so that none hides another's. */
  private static Series crosses(TunedLabel label, double height) {
    double[] rates = diverged(label);
    double[] y = new double[rates.length];
    Arrays.fill(y, height);
    return Series.of("", label.label().style(), rates, y).as(Series.Look.CROSSES);
  }

  private String finding() {
    String data = comparison.data().name();
    Optional<TunedLabel> best =
        labels.stream()
            .filter(label -> label.chosen().isPresent())
            .min(Comparator.comparingDouble(l -> l.chosen().get().mean()));
    long edges = labels.stream().filter(label -> label.edge() != TunedLabel.Edge.NONE).count();
    String open =
        edges == 0 ? "" : "; " + edges + " chosen at the edge, a better rate may lie beyond";
    return best.map(
                label ->
                    Numerals.format(
                        "%s: lowest is %s at %s, with %.4f",
                        data,
                        label.label().label(),
                        Numerals.rate(label.chosen().get().learningRate()),
                        label.chosen().get().mean()))
            .orElse(data + ": every rate diverged")
        + open;
  }
}
