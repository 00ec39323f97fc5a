package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import zigzag.Numerals;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Axis.Range;
import zigzag.report.chart.Palette;
import zigzag.report.chart.Ticks;
import zigzag.report.text.Estimate;

/**
 * A row of dots for each label, one dot for each run's test accuracy, with the mean and its
 * interval; positions are percentages of the width, so that the rows fit any page.
 */
final class AccuracyStrip {
  private static final int MARKS = 6;
  private static final double MIDDLE = 17;

  /**
   * The better half of the labels decides the scale: it reaches at most so many times as far down
   * as they do. A label that learned nothing would otherwise press all others into one spot.
   */
  private static final double MAX_STRETCH = 10;

  /** Percentage points below the best that are always on the scale, if a label is there. */
  private static final double NEAR = 3;

  /** Percentage points below which a spread says nothing. */
  private static final double LEAST_SPREAD = 0.2;

  /**
   * One label.
   *
   * @param accuracies in percent, with the seeds of their runs
   * @param note what is to be known of its runs; null if nothing
   * @param figure what stands at the end of the row
   * @param described the row in words
   * @param mean in percent; NaN if there is none
   * @param interval of the mean, in percent; null if there is none
   */
  record Row(
      ComparedLabel label,
      List<Dot> accuracies,
      String note,
      String figure,
      String described,
      double mean,
      Range interval) {
    static Row of(LabelSummary label) {
      List<Dot> dots = new ArrayList<>();
      label.accuracies().forEach((seed, share) -> dots.add(new Dot(seed, 100 * share)));
      Range interval =
          label
              .accuracy()
              .flatMap(Estimate::interval)
              .map(i -> new Range(100 * i.low(), 100 * i.high()))
              .orElse(null);
      double mean = label.accuracy().map(a -> 100 * a.mean()).orElse(Double.NaN);
      String figure = dots.isEmpty() ? "–" : percent(mean);
      int runs = label.runs().size();
      String diverged =
          label.diverged() > 0 ? label.diverged() + " of " + runs + " diverged" : null;
      String ends = label.accuracy().map(a -> a.percentInterval(" to ")).orElse("");
      String spread = ends.isEmpty() ? "" : ", 95 % interval " + ends + " %";
      String described =
          switch (dots.size()) {
            case 0 -> "no test accuracy";
            case 1 -> figure + " with one seed";
            default -> "mean " + figure + spread + ", " + dots.size() + " runs";
          };
      String note = runs == 0 ? "no run is finished" : diverged;
      return new Row(label.label(), dots, note, figure, described, mean, interval);
    }
  }

  record Dot(long seed, double accuracy) {}

  /** What the template draws of a row; positions in percent of the width. */
  record Drawn(Row row, Bar interval, List<Point> dots, String mean, String beyond) {
    int hue() {
      return Palette.hue(row.label().style());
    }
  }

  record Mark(String at, String label) {}

  record Bar(String from, String length) {}

  /** A dot and what a pointer on it tells. */
  record Point(String at, String y, String title) {}

  private final List<Row> rows;
  private final Range range;
  private final List<Mark> grid;

  /** Lays out the rows, of which the best comes first. */
  AccuracyStrip(List<Row> rows) {
    this.rows = rows;
    Ticks ticks = Ticks.of(Axis.linear(""), shown(), MARKS, false);
    range = ticks.range();
    grid =
        ticks.marks().stream().map(mark -> new Mark(position(mark.value()), mark.label())).toList();
  }

  /** What the scale covers. */
  private DoubleStream shown() {
    List<Row> ahead = rows.subList(0, (rows.size() + 1) / 2);
    double high = values(rows).max().orElse(1);
    double spread = Math.max(LEAST_SPREAD, high - values(ahead).min().orElse(high));
    double lowest =
        high - Math.max(NEAR, Math.min(ComparisonCharts.FAR_BEHIND, MAX_STRETCH * spread));
    double low = values(rows).filter(v -> v >= lowest).min().orElse(0);
    double span = Math.max(LEAST_SPREAD, high - low);
    // The interval of two runs may be wider than all that is known; the dots matter more.
    DoubleStream ends =
        rows.stream()
            .map(Row::interval)
            .filter(interval -> interval != null && interval.high() >= lowest)
            .flatMapToDouble(interval -> DoubleStream.of(interval.low(), interval.high()))
            .map(end -> Math.max(low - span / 2, Math.min(high + span / 2, end)));
    double edge = span / 20;
    return DoubleStream.concat(DoubleStream.of(low - edge, high + edge), ends)
        .map(value -> Math.max(0, Math.min(100, value)));
  }

  private static DoubleStream values(List<Row> rows) {
    return rows.stream().flatMap(r -> r.accuracies().stream()).mapToDouble(Dot::accuracy);
  }

  /** Whether there is not a single dot. */
  boolean isEmpty() {
    return values(rows).findAny().isEmpty();
  }

  List<Mark> grid() {
    return grid;
  }

  List<Drawn> rows() {
    return rows.stream().map(this::drawn).toList();
  }

  private Drawn drawn(Row row) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < row.accuracies().size(); i++) {
      Dot dot = row.accuracies().get(i);
      if (dot.accuracy() >= range.low()) {
        // Seeds in turn above and below the middle, so that equal values stay two dots.
        String y = Numerals.format("%.0f", MIDDLE + (i % 3 - 1) * 4);
        String title = "seed " + dot.seed() + ": " + percent(dot.accuracy());
        points.add(new Point(position(dot.accuracy()), y, title));
      }
    }
    boolean meanShown = row.accuracies().size() > 1 && row.mean() >= range.low();
    return new Drawn(
        row,
        row.interval() == null ? null : bar(row.interval()),
        points,
        meanShown ? position(row.mean()) : null,
        points.size() < row.accuracies().size() ? beyond(row) : null);
  }

  private String beyond(Row row) {
    var left = values(List.of(row)).filter(v -> v < range.low()).summaryStatistics();
    String lowest = percent(left.getMin());
    String highest = percent(left.getMax());
    return lowest.equals(highest) ? lowest : lowest + " to " + highest;
  }

  private Bar bar(Range interval) {
    double from = Math.max(range.low(), interval.low());
    double to = Math.min(range.high(), interval.high());
    String length = Numerals.format("%.2f", 100 * (to - from) / range.span());
    return to <= from ? null : new Bar(position(from), length);
  }

  private String position(double value) {
    return Numerals.format("%.2f", 100 * (value - range.low()) / range.span());
  }

  private static String percent(double value) {
    return Numerals.format("%.2f %%", value);
  }
}
