package zigzag.report.descent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import zigzag.Numerals;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Heading;
import zigzag.report.chart.Palette;
import zigzag.report.chart.PathData;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;
import zigzag.report.chart.Ticks;
import zigzag.report.descent.Contours.Line;
import zigzag.report.text.Figures;

/** The paths of a descent over the contour lines: each on its own, and all together. */
final class DescentChart {
  private static final double MARGIN = 20;
  private static final double PANEL = 400;
  private static final double GAP = 28;

  /** Left of a plot, for the numbers of the y axis. */
  private static final double AXIS = 30;

  /** Above a plot and under it. */
  private static final double HEAD = 24;

  private static final double FOOT = 26;

  private static final int COLUMNS = 3;
  private static final double LEGEND_LINE = 38;

  static final String DOT = "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0";
  private static final String START = "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0";

  private final DescentFolder descent;
  private final List<Integer> styles;
  private final HeightGrid grid;
  private final double width = PANEL - AXIS;
  private final double height;

  DescentChart(DescentFolder descent) {
    this.descent = descent;
    styles = descent.styles();
    grid = descent.grid();
    double aspect = (grid.yHigh() - grid.yLow()) / (grid.xHigh() - grid.xLow());
    height = width * Math.min(1, Math.max(0.5, aspect));
  }

  String toSvg() {
    List<DescentCurve> curves = descent.curves();
    // One path needs no picture of all together.
    int panels = curves.size() == 1 ? 1 : curves.size() + 1;
    int cells = panels + 1;
    int columns = Math.min(COLUMNS, cells);
    int rows = (cells + columns - 1) / columns;
    double total = 2 * MARGIN + columns * PANEL + (columns - 1) * GAP;
    double rowHeight = HEAD + height + FOOT;
    double last = Math.max(rowHeight, HEAD + LEGEND_LINE * curves.size() + 24);
    Heading heading =
        Heading.of("Descending " + descent.function(), descent.course(), "", total - 2 * MARGIN);
    double top = heading.height();
    SvgWriter svg =
        new SvgWriter(
            total,
            top + (rows - 1) * rowHeight + last + MARGIN / 2,
            "Descending " + descent.function(),
            description());
    heading.write(svg, MARGIN);
    defs(svg);
    for (int cell = 0; cell < cells; cell++) {
      double x = MARGIN + cell % columns * (PANEL + GAP);
      double y = top + Math.floorDiv(cell, columns) * rowHeight;
      svg.add("<g transform='translate(%s %s)'>", x, y);
      if (cell < curves.size()) {
        panel(svg, cell, cell + 1, curves.get(cell).label());
      } else if (cell < panels) {
        panel(svg, 0, curves.size(), "all together");
      } else {
        legend(svg);
      }
      svg.add("</g>");
    }
    return svg.finish();
  }

  private String description() {
    StringBuilder text = new StringBuilder(descent.course()).append('.');
    for (DescentCurve curve : descent.curves()) {
      text.append(' ').append(curve.label()).append(": ").append(figures(curve)).append('.');
    }
    return text.toString();
  }

  private static String figures(DescentCurve curve) {
    List<String> row = DescentText.row(curve);
    return Figures.format(
        "%szigzag index %s, %s, f = %s",
        curve.diverged() ? "diverged, " : "",
        row.get(2),
        Numerals.count(curve.figures().whole("turns"), "turn"),
        row.get(5));
  }

  private void defs(SvgWriter svg) {
    StringBuilder lines = new StringBuilder();
    for (double level : Contours.levels(grid)) {
      for (Line line : Contours.of(grid, level)) {
        lines.append(PathData.line(across(line.x()), down(line.y())));
      }
    }
    svg.add("<defs>");
    svg.add("<clipPath id='plot'><rect width='%s' height='%s'/></clipPath>", width, height);
    svg.add("<path id='contours' d='%s'/>", lines);
    svg.add("</defs>");
  }

  /** Draws the curves of some places. */
  private void panel(SvgWriter svg, int from, int to, String title) {
    svg.add(
        "<text class='zz-i' fill='%s' x='%s' y='15' font-weight='600'>%s</text>",
        Palette.INK.light(), AXIS, TextFit.lines(title, width - 90, Heading.TEXT_SIZE).get(0));
    if (to - from == 1) {
      DescentCurve curve = descent.curves().get(from);
      svg.muted("lr " + Figures.rate(curve.rate()), PANEL, 15, "end");
    }
    svg.add("<g transform='translate(%s %s)'>", AXIS, HEAD);
    axes(svg);
    svg.add("<g clip-path='url(#plot)'>");
    svg.add(
        "<use class='zz-x' href='#contours' fill='none' stroke='%s' stroke-opacity='.42'/>",
        Palette.MUTED.light());
    for (int place = from; place < to; place++) {
      curve(svg, descent.curves().get(place), styles.get(place));
    }
    marks(svg);
    svg.add("</g></g>");
  }

  private void axes(SvgWriter svg) {
    svg.add(
        "<rect class='zz-x' width='%s' height='%s' fill='none' stroke='%s'/>",
        width, height, Palette.MUTED.light());
    Axis x = Axis.linear("x").within(grid.xLow(), grid.xHigh());
    for (Ticks.Tick tick : Ticks.of(x, DoubleStream.empty(), 9, false).marks()) {
      svg.muted(tick.label(), across(tick.value()), height + 17, "middle");
    }
    Axis y = Axis.linear("y").within(grid.yLow(), grid.yHigh());
    for (Ticks.Tick tick : Ticks.of(y, DoubleStream.empty(), 5, false).marks()) {
      svg.muted(tick.label(), -6, down(tick.value()) + 4, "end");
    }
  }

  private void curve(SvgWriter svg, DescentCurve curve, int style) {
    double[] x = across(curve.x());
    double[] y = down(curve.y());
    int hue = Palette.hue(style);
    String colour = Palette.HUES.get(hue).light();
    svg.add(
        "<path class='zz-s%s' data-optimizer='%s' d='%s' fill='none' stroke='%s'"
            + " stroke-width='1.8' stroke-linejoin='round' stroke-dasharray='%s'/>",
        hue, curve.label(), PathData.line(x, y), colour, Palette.dashArray(style));
    svg.add("<path class='zz-f%s' d='%s' fill='%s'/>", hue, dots(x, y), colour);
  }

  /** A dot for each step, but not one upon another. */
  private static String dots(double[] x, double[] y) {
    double[] seen = x.clone();
    double lastX = Double.NaN;
    double lastY = Double.NaN;
    for (int i = 0; i < x.length; i++) {
      if (Math.hypot(x[i] - lastX, y[i] - lastY) < 0.3) {
        seen[i] = Double.NaN;
      } else {
        lastX = x[i];
        lastY = y[i];
      }
    }
    return PathData.markers(seen, y, DOT);
  }

  /** The start as a ring, the minima as crosses. */
  private void marks(SvgWriter svg) {
    DescentCurve first = descent.curves().get(0);
    double[][] minima = descent.minima().toArray(double[][]::new);
    double[] x = Arrays.stream(minima).mapToDouble(m -> across(m[0])).toArray();
    double[] y = Arrays.stream(minima).mapToDouble(m -> down(m[1])).toArray();
    mark(svg, PathData.markers(x, y, Palette.CROSS));
    double[] startX = {across(first.x()[0])};
    double[] startY = {down(first.y()[0])};
    mark(svg, PathData.markers(startX, startY, START));
  }

  private static void mark(SvgWriter svg, String d) {
    svg.add(
        "<path class='zz-k' d='%s' fill='none' stroke='%s' stroke-width='1.8'/>",
        d, Palette.INK.light());
  }

  private void legend(SvgWriter svg) {
    double y = HEAD + 12;
    for (int i = 0; i < descent.curves().size(); i++) {
      DescentCurve curve = descent.curves().get(i);
      int hue = Palette.hue(styles.get(i));
      String colour = Palette.HUES.get(hue).light();
      svg.add(
          "<path class='zz-s%s' d='M%s %sh26' stroke='%s' stroke-width='1.8'"
              + " stroke-dasharray='%s'/>",
          hue, AXIS, y - 4, colour, Palette.dashArray(styles.get(i)));
      svg.add("<path class='zz-f%s' d='M%s %s%s' fill='%s'/>", hue, AXIS + 13, y - 4, DOT, colour);
      svg.ink(curve.label(), AXIS + 36, y, "start");
      svg.muted(figures(curve), AXIS + 36, y + 17, "start");
      y += LEGEND_LINE;
    }
    mark(svg, Figures.format("M%.1f %.1f", AXIS + 13, y - 4) + START);
    svg.muted("start", AXIS + 36, y, "start");
    if (!descent.minima().isEmpty()) {
      mark(svg, Figures.format("M%.1f %.1f", AXIS + 113, y - 4) + Palette.CROSS);
      svg.muted("minimum", AXIS + 132, y, "start");
    }
  }

  private double[] across(double[] x) {
    return Arrays.stream(x).map(this::across).toArray();
  }

  private double[] down(double[] y) {
    return Arrays.stream(y).map(this::down).toArray();
  }

  /** Pixels; what is far outside comes no further than lines need to leave the plot. */
  private double across(double x) {
    return near(width * (x - grid.xLow()) / (grid.xHigh() - grid.xLow()));
  }

  private double down(double y) {
    return near(height * (grid.yHigh() - y) / (grid.yHigh() - grid.yLow()));
  }

  private static double near(double pixels) {
    return Math.max(-1e5, Math.min(1e5, pixels));
  }
}
