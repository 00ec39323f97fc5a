package zigzag.report.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Heading;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.Palette;
import zigzag.report.chart.Plot;
import zigzag.report.chart.Series;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;
import zigzag.report.chart.Ticks;
import zigzag.report.chart.Ticks.Tick;

/** Distinct units and effective rank over the steps of every initializer, two plots in one SVG. */
final class SymmetryChart {
  private static final double MARGIN = 24;
  private static final double AXIS = 58;
  private static final double WIDTH = 400;
  private static final double HEIGHT = 270;
  private static final double UNDER = 54;
  private static final double LEGEND_LINE = 22;
  private static final double SAMPLE = 34;

  /** By how much a curve is wider for each one on top of it. */
  private static final double WIDER = 4;

  /** Curves that are nowhere further apart than this share of the units cannot be told apart. */
  private static final double SAME = 0.005;

  /** Above the highest curve, of the axis. */
  private static final double ROOM = 1.06;

  private final SymmetryFolder folder;

  SymmetryChart(SymmetryFolder folder) {
    this.folder = folder;
  }

  String toSvg() {
    double width = 2 * (MARGIN + AXIS + WIDTH) + MARGIN;
    String note = note();
    Heading heading =
        Heading.of(
            "Which initial weights let hidden units become different",
            SymmetryHeadline.setting(folder),
            note,
            width - 2 * MARGIN);
    List<List<SymmetryInit>> legend = legendLines(width - 2 * MARGIN);
    double top = heading.height() + LEGEND_LINE * legend.size() + 30;
    double bottom = top + HEIGHT + UNDER;
    SvgWriter svg =
        new SvgWriter(
            width,
            bottom + heading.notesHeight() + (note.isBlank() ? 0 : 12),
            "Distinct units and effective rank over the steps of training",
            description());
    heading.write(svg, MARGIN);
    legend(svg, legend, heading.height() + 2);
    double left = MARGIN + AXIS;
    panel(svg, "Distinct hidden units", SymmetryRow.DISTINCT, left, top);
    left += WIDTH + MARGIN + AXIS;
    panel(svg, "Effective rank of the incoming weights", SymmetryRow.RANK, left, top);
    heading.writeNotes(svg, MARGIN, bottom - 6);
    return svg.finish();
  }

  private String description() {
    return folder.inits().stream()
            .map(
                init ->
                    String.format(
                        Locale.ROOT,
                        "%s: distinct units %s, effective rank %s",
                        init.name(),
                        init.change(SymmetryRow.DISTINCT),
                        init.change(SymmetryRow.RANK)))
            .collect(Collectors.joining("; "))
        + ".";
  }

  private void panel(SvgWriter svg, String title, String column, double left, double top) {
    svg.add(
        "<text class='zz-i' fill='%s' x='%s' y='%s' font-weight='600'>%s</text>",
        Palette.INK.light(), left, top - 12, title);
    List<Series> series = new ArrayList<>();
    double most = 1;
    for (SymmetryInit init : folder.inits()) {
      double[] values = init.column(column);
      for (double value : values) {
        most = value > most ? value : most;
      }
      double[] places = folder.places(init.rows().stream().map(SymmetryRow::step).toList());
      series.add(Series.of(init.name(), init.style(), places, values));
    }
    Axis x = Axis.log10("step (log scale)");
    Axis y = Axis.linear(title).within(0, ROOM * most);
    ToDoubleFunction<Series> lineWidth =
        one -> Plot.LINE + WIDER * covering(series.indexOf(one), column);
    new Plot(x, ticks(folder), y, series, lineWidth, WIDTH, HEIGHT).write(svg, left, top);
    svg.ink(x.label(), left + WIDTH / 2, top + HEIGHT + 40, "middle");
  }

  /**
   * How many later curves cover one all along: as independent weights give as many distinct units
   * as there are, whatever the initializer, that is the rule.
   */
  private long covering(int place, String column) {
    double[] values = folder.inits().get(place).column(column);
    return folder.inits().stream()
        .skip(place + 1L)
        .filter(other -> coincide(values, other.column(column)))
        .count();
  }

  private boolean coincide(double[] one, double[] other) {
    return one.length == other.length
        && IntStream.range(0, one.length)
            .allMatch(i -> Math.abs(one[i] - other[i]) <= SAME * folder.hidden());
  }

  private String note() {
    boolean covered =
        IntStream.range(0, folder.inits().size())
            .anyMatch(
                place ->
                    covering(place, SymmetryRow.DISTINCT) > 0
                        || covering(place, SymmetryRow.RANK) > 0);
    return SymmetryHeadline.note(
        folder, covered ? "where curves coincide, those beneath are wider" : "");
  }

  /** A logarithmic axis with a place for step 0 at half of the first step. */
  private static Ticks ticks(SymmetryFolder folder) {
    double zero = folder.zeroAt();
    double last = Math.max(2 * zero, (double) folder.lastStep());
    Axis x = Axis.log10("").within(2 * zero, Math.max(4 * zero, last));
    List<Tick> marks = new ArrayList<>();
    if (folder.steps().get(0) == 0) {
      marks.add(new Tick(zero, "0"));
    }
    marks.addAll(Ticks.of(x, DoubleStream.empty(), 6, false).marks());
    return new Ticks(new Axis.Range(zero, Math.max(4 * zero, last)), marks);
  }

  private static String named(SymmetryInit init) {
    return TextFit.shortened(init.name(), LineChart.LEGEND_TEXT, Heading.TEXT_SIZE);
  }

  private static double entryWidth(SymmetryInit init) {
    return SAMPLE + 8 + TextFit.width(named(init), Heading.TEXT_SIZE) + 24;
  }

  private List<List<SymmetryInit>> legendLines(double width) {
    List<List<SymmetryInit>> lines = new ArrayList<>();
    double used = width + 1;
    for (SymmetryInit init : folder.inits()) {
      if (used + entryWidth(init) > width) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(init);
      used += entryWidth(init);
    }
    return lines;
  }

  private static void legend(SvgWriter svg, List<List<SymmetryInit>> lines, double top) {
    double y = top;
    for (List<SymmetryInit> line : lines) {
      double left = MARGIN;
      for (SymmetryInit init : line) {
        Series look = Series.of(init.name(), init.style(), new double[0], new double[0]);
        Plot.sample(svg, look, left, y, SAMPLE);
        svg.ink(named(init), left + SAMPLE + 8, y + 4.5, "start");
        left += entryWidth(init);
      }
      y += LEGEND_LINE;
    }
  }
}
