package zigzag.report.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Legend;
import zigzag.report.chart.Plot;
import zigzag.report.chart.Series;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.Ticks;
import zigzag.report.chart.Ticks.Tick;

/** Distinct units and effective rank over the steps of every initializer, two plots in one SVG. */
record SymmetryChart(SymmetryReport folder) {
  private static final double MARGIN = 24;
  private static final double AXIS = 58;
  private static final double WIDTH = 400;
  private static final double HEIGHT = 270;
  private static final double UNDER = 54;

  /** By how much a curve is wider for each one on top of it. */
  private static final double WIDER = 4;

  /** Curves that are nowhere further apart than this share of the units cannot be told apart. */
  private static final double SAME = 0.005;

  /** Above the highest curve, of the axis. */
  private static final double ROOM = 1.06;

  String toSvg() {
    double width = 2 * (MARGIN + AXIS + WIDTH) + MARGIN;
    String note = note();
    Figure figure =
        Figure.of(
            width,
            MARGIN,
            "Which initial weights let hidden units become different",
            SymmetryHeadline.setting(folder),
            note);
    Legend legend = Legend.row(curves(Column.DISTINCT_UNITS), width - 2 * MARGIN);
    double top = figure.top() + legend.height() + 30;
    double left = MARGIN + AXIS;
    return figure.svg(
        "Distinct units and effective rank over the steps of training",
        description(),
        top + HEIGHT + UNDER - 6,
        note.isBlank() ? 6 : 18,
        svg -> {
          legend.write(svg, MARGIN, figure.top() + 2);
          panel(svg, "Distinct hidden units", Column.DISTINCT_UNITS, left, top);
          panel(
              svg,
              "Effective rank of the incoming weights",
              Column.EFFECTIVE_RANK,
              left + WIDTH + MARGIN + AXIS,
              top);
        });
  }

  private String description() {
    return folder.inits().stream()
        .map(
            init ->
                Numerals.format(
                    "%s: distinct units %s, effective rank %s",
                    init.name(),
                    init.change(Column.DISTINCT_UNITS),
                    init.change(Column.EFFECTIVE_RANK)))
        .collect(Collectors.joining("; ", "", "."));
  }

  private List<Series> curves(Column column) {
    return folder.inits().stream()
        .map(
            init ->
                Series.of(
                    init.name(),
                    init.style(),
                    init.values(row -> row.step() == 0 ? folder.zeroAt() : row.step()),
                    init.values(row -> row.value(column))))
        .toList();
  }

  private void panel(SvgWriter svg, String title, Column column, double left, double top) {
    svg.strong(title, left, top - 12);
    List<Series> series = curves(column);
    double most =
        series.stream()
            .flatMapToDouble(one -> Arrays.stream(one.y()))
            .filter(value -> value > 1)
            .max()
            .orElse(1);
    Ticks x = steps();
    Ticks y = Ticks.of(Axis.linear(title).within(0, ROOM * most), 7);
    new Plot(x, y, series, one -> Plot.LINE + WIDER * covering(series, one), WIDTH, HEIGHT)
        .write(svg, left, top);
    svg.ink(x.axis().label(), left + WIDTH / 2, top + HEIGHT + 40, "middle");
  }

  /**
   * How many later curves cover one all along: as independent weights give as many distinct units
   * as there are, whatever the initializer, that is the rule.
   */
  private long covering(List<Series> curves, Series one) {
    return curves.stream()
        .skip(curves.indexOf(one) + 1L)
        .filter(other -> coincide(one.y(), other.y()))
        .count();
  }

  private boolean coincide(double[] one, double[] other) {
    return one.length == other.length
        && IntStream.range(0, one.length)
            .allMatch(i -> Math.abs(one[i] - other[i]) <= SAME * folder.hidden());
  }

  private String note() {
    boolean covered =
        Stream.of(Column.DISTINCT_UNITS, Column.EFFECTIVE_RANK)
            .map(this::curves)
            .anyMatch(curves -> curves.stream().anyMatch(one -> covering(curves, one) > 0));
    return SymmetryHeadline.note(
        folder, covered ? "where curves coincide, those beneath are wider" : "");
  }

  /** A logarithmic axis with a place for step 0 at half of the first step. */
  private Ticks steps() {
    double zero = folder.zeroAt();
    double last = Math.max(4 * zero, (double) folder.lastStep());
    Axis x = Axis.log10("step (log scale)");
    List<Tick> marks = new ArrayList<>();
    if (folder.steps().get(0) == 0) {
      marks.add(new Tick(zero, "0"));
    }
    marks.addAll(Ticks.of(x.within(2 * zero, last), 6).marks());
    return new Ticks(x, new Axis.Range(zero, last), marks);
  }
}
