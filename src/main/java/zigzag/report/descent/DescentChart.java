package zigzag.report.descent;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import zigzag.Numerals;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.Point;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Paint;
import zigzag.report.chart.Palette;
import zigzag.report.chart.PathData;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;
import zigzag.report.chart.Ticks;
import zigzag.report.descent.Contours.Line;

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

  private static final String DOT = "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0";
  private static final String START = "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0";

  private final DescentFolder descent;
  private final List<DescentCurve> curves;
  private final List<Integer> styles;
  private final Axis x;
  private final Axis y;
  private final double width = PANEL - AXIS;
  private final double height;
  private final DoubleUnaryOperator across;
  private final DoubleUnaryOperator down;

  DescentChart(DescentFolder descent) {
    this.descent = descent;
    curves = descent.curves();
    styles = descent.styles();
    HeightGrid grid = descent.grid();
    x = Axis.linear("x").within(grid.xLow(), grid.xHigh());
    y = Axis.linear("y").within(grid.yLow(), grid.yHigh());
    double aspect = (grid.yHigh() - grid.yLow()) / (grid.xHigh() - grid.xLow());
    height = width * Math.min(1, Math.max(0.5, aspect));
    across = at -> near(width * (at - grid.xLow()) / (grid.xHigh() - grid.xLow()));
    down = at -> near(height * (grid.yHigh() - at) / (grid.yHigh() - grid.yLow()));
  }

  /** Pixels; what is far outside comes no further than lines need to leave the plot. */
  private static double near(double pixels) {
    return Math.max(-1e5, Math.min(1e5, pixels));
  }

  private static double[] pixels(double[] values, DoubleUnaryOperator axis) {
    return Arrays.stream(values).map(axis).toArray();
  }

  String toSvg() {
    // One path needs no picture of all together.
    int panels = curves.size() == 1 ? 1 : curves.size() + 1;
    int cells = panels + 1;
    int columns = Math.min(COLUMNS, cells);
    int rows = (cells + columns - 1) / columns;
    double rowHeight = HEAD + height + FOOT;
    double last = Math.max(rowHeight, HEAD + LEGEND_LINE * curves.size() + 24);
    String title = "Descending " + descent.function();
    double total = 2 * MARGIN + columns * PANEL + (columns - 1) * GAP;
    Figure figure = Figure.of(total, MARGIN, title, descent.course(), "");
    return figure.svg(
        title,
        description(),
        figure.top() + (rows - 1) * rowHeight + last,
        MARGIN / 2,
        svg -> {
          defs(svg);
          for (int cell = 0; cell < cells; cell++) {
            double left = MARGIN + cell % columns * (PANEL + GAP);
            double top = figure.top() + Math.floorDiv(cell, columns) * rowHeight;
            svg.add("<g transform='translate(%s %s)'>", left, top);
            if (cell < curves.size()) {
              DescentCurve curve = curves.get(cell);
              panel(svg, cell, cell + 1, curve.label());
              svg.muted("lr " + Numerals.rate(curve.figures().learningRate()), PANEL, 15, "end");
            } else if (cell < panels) {
              panel(svg, 0, curves.size(), "all together");
            } else {
              legend(svg);
            }
            svg.add("</g>");
          }
        });
  }

  private String description() {
    StringBuilder text = new StringBuilder(descent.course()).append('.');
    for (DescentCurve curve : curves) {
      text.append(' ').append(curve.label()).append(": ").append(figures(curve)).append('.');
    }
    return text.toString();
  }

  private static String figures(DescentCurve curve) {
    List<String> row = DescentText.row(curve.figures());
    return Numerals.format(
        "%szigzag index %s, %s, f = %s",
        curve.figures().diverged() ? "diverged, " : "",
        row.get(2),
        Numerals.count(curve.figures().turns(), "turn"),
        row.get(5));
  }

  private void defs(SvgWriter svg) {
    StringBuilder lines = new StringBuilder();
    for (double level : Contours.levels(descent.grid())) {
      for (Line line : Contours.of(descent.grid(), level)) {
        lines.append(PathData.line(pixels(line.x(), across), pixels(line.y(), down)));
      }
    }
    svg.add("<defs>");
    svg.add("<clipPath id='plot'><rect width='%s' height='%s'/></clipPath>", width, height);
    svg.add("<path id='contours' d='%s'/>", lines);
    svg.add("</defs>");
  }

  /** Draws the curves of some places. */
  private void panel(SvgWriter svg, int from, int to, String title) {
    svg.strong(TextFit.lines(title, width - 90).get(0), AXIS, 15);
    svg.add("<g transform='translate(%s %s)'>", AXIS, HEAD);
    svg.add("<rect %s width='%s' height='%s' fill='none'/>", Paint.AXIS, width, height);
    for (Ticks.Tick tick : Ticks.of(x, 9).marks()) {
      svg.muted(tick.label(), across.applyAsDouble(tick.value()), height + 17, "middle");
    }
    for (Ticks.Tick tick : Ticks.of(y, 5).marks()) {
      svg.muted(tick.label(), -6, down.applyAsDouble(tick.value()) + 4, "end");
    }
    svg.add("<g clip-path='url(#plot)'>");
    svg.add("<use %s href='#contours' fill='none' stroke-opacity='.42'/>", Paint.AXIS);
    for (int place = from; place < to; place++) {
      curve(svg, curves.get(place), styles.get(place));
    }
    for (Point minimum : descent.summary().surface().minima()) {
      mark(svg, new double[] {minimum.x(), minimum.y()}, Palette.CROSS);
    }
    mark(svg, new double[] {curves.get(0).x()[0], curves.get(0).y()[0]}, START);
    svg.add("</g></g>");
  }

  private void curve(SvgWriter svg, DescentCurve curve, int style) {
    double[] xs = pixels(curve.x(), across);
    double[] ys = pixels(curve.y(), down);
    svg.add(
        "<path %s data-optimizer='%s' d='%s' fill='none' stroke-width='1.8'"
            + " stroke-linejoin='round' stroke-dasharray='%s'/>",
        Paint.line(style), curve.label(), PathData.line(xs, ys), Palette.dashArray(style));
    svg.add("<path %s d='%s'/>", Paint.area(style), dots(xs, ys));
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

  private void mark(SvgWriter svg, double[] point, String marker) {
    mark(svg, across.applyAsDouble(point[0]), down.applyAsDouble(point[1]), marker);
  }

  private static void mark(SvgWriter svg, double x, double y, String marker) {
    svg.add(
        "<path %s d='%s' fill='none' stroke-width='1.8'/>",
        Paint.OUTLINE, PathData.markers(new double[] {x}, new double[] {y}, marker));
  }

  private void legend(SvgWriter svg) {
    double baseline = HEAD + 12;
    for (int i = 0; i < curves.size(); i++) {
      int style = styles.get(i);
      double middle = baseline - 4;
      svg.add(
          "<path %s d='M%s %sh26' stroke-width='1.8' stroke-dasharray='%s'/>",
          Paint.line(style), AXIS, middle, Palette.dashArray(style));
      svg.add("<path %s d='M%s %s%s'/>", Paint.area(style), AXIS + 13, middle, DOT);
      svg.ink(curves.get(i).label(), AXIS + 36, baseline, "start");
      svg.muted(figures(curves.get(i)), AXIS + 36, baseline + 17, "start");
      baseline += LEGEND_LINE;
    }
    mark(svg, AXIS + 13, baseline - 4, START);
    svg.muted("start", AXIS + 36, baseline, "start");
    if (!descent.summary().surface().minima().isEmpty()) {
      mark(svg, AXIS + 113, baseline - 4, Palette.CROSS);
      svg.muted("minimum", AXIS + 132, baseline, "start");
    }
  }
}
