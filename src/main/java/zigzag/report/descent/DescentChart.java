package zigzag.report.descent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import zigzag.Numerals;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.report.chart.Axis;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Paint;
import zigzag.report.chart.Palette;
import zigzag.report.chart.PathData;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;
import zigzag.report.chart.Ticks;
import zigzag.report.descent.DescentReport.Curve;

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

  private final DescentReport descent;
  private final List<Curve> curves;
  private final Ticks x;
  private final Ticks y;
  private final double width = PANEL - AXIS;
  private final double height;

  DescentChart(DescentReport descent) {
    this.descent = descent;
    curves = descent.curves();
    HeightGrid grid = descent.grid();
    x = Ticks.of(Axis.linear("x").within(grid.xLow(), grid.xHigh()), 9);
    y = Ticks.of(Axis.linear("y").within(grid.yLow(), grid.yHigh()), 5);
    height = width * Math.min(1, Math.max(0.5, y.range().span() / x.range().span()));
  }

  private double[] xs(double... values) {
    return Arrays.stream(values)
        .map(at -> near(width * (at - x.range().low()) / x.range().span()))
        .toArray();
  }

  private double[] ys(double... values) {
    return Arrays.stream(values)
        .map(at -> near(height * (y.range().high() - at) / y.range().span()))
        .toArray();
  }

  /** Pixels; what is far outside comes no further than lines need to leave the plot. */
  private static double near(double pixels) {
    return Math.max(-1e5, Math.min(1e5, pixels));
  }

  String toSvg() {
    // One path needs no picture of all together.
    int panels = curves.size() == 1 ? 1 : curves.size() + 1;
    int cells = panels + 1;
    int columns = Math.min(COLUMNS, cells);
    int rows = (cells + columns - 1) / columns;
    double rowHeight = HEAD + height + FOOT;
    double last = Math.max(rowHeight, HEAD + LEGEND_LINE * curves.size() + 24);
    String contours =
        Contours.all(descent.grid())
            .map(line -> PathData.line(xs(line.x()), ys(line.y())))
            .collect(Collectors.joining());
    String title = "Descending " + descent.function();
    double total = 2 * MARGIN + columns * PANEL + (columns - 1) * GAP;
    Figure figure = Figure.of(total, MARGIN, title, descent.course(), "");
    return figure.svg(
        title,
        description(),
        figure.top() + (rows - 1) * rowHeight + last,
        MARGIN / 2,
        svg -> {
          svg.add("<defs>");
          svg.add("<clipPath id='plot'><rect width='%s' height='%s'/></clipPath>", width, height);
          svg.add("<path id='contours' d='%s'/>", contours);
          svg.add("</defs>");
          for (int cell = 0; cell < cells; cell++) {
            double left = MARGIN + cell % columns * (PANEL + GAP);
            double top = figure.top() + Math.floorDiv(cell, columns) * rowHeight;
            svg.add("<g transform='translate(%s %s)'>", left, top);
            if (cell < curves.size()) {
              Curve curve = curves.get(cell);
              panel(svg, List.of(curve), curve.label());
              svg.muted("lr " + Numerals.rate(curve.figures().learningRate()), PANEL, 15, "end");
            } else if (cell < panels) {
              panel(svg, curves, "all together");
            } else {
              legend(svg);
            }
            svg.add("</g>");
          }
        });
  }

  private String description() {
    return curves.stream()
        .map(curve -> " " + curve.label() + ": " + figures(curve) + ".")
        .collect(Collectors.joining("", descent.course() + ".", ""));
  }

  private static String figures(Curve curve) {
    return Numerals.format(
        "%szigzag index %s, %s, f = %s",
        curve.figures().diverged() ? "diverged, " : "",
        curve.zigzagIndex(),
        Numerals.count(curve.figures().turns(), "turn"),
        curve.finalValue());
  }

  private void panel(SvgWriter svg, List<Curve> drawn, String title) {
    svg.strong(TextFit.lines(title, width - 90).get(0), AXIS, 15);
    svg.add("<g transform='translate(%s %s)'>", AXIS, HEAD);
    svg.add("<rect %s width='%s' height='%s' fill='none'/>", Paint.AXIS, width, height);
    for (Ticks.Tick tick : x.marks()) {
      svg.muted(tick.label(), xs(tick.value())[0], height + 17, "middle");
    }
    for (Ticks.Tick tick : y.marks()) {
      svg.muted(tick.label(), -6, ys(tick.value())[0] + 4, "end");
    }
    svg.add("<g clip-path='url(#plot)'>");
    svg.add("<use %s href='#contours' fill='none' stroke-opacity='.42'/>", Paint.AXIS);
    drawn.forEach(curve -> curve(svg, curve));
    for (Point minimum : descent.summary().surface().minima()) {
      mark(svg, xs(minimum.x()), ys(minimum.y()), Palette.CROSS);
    }
    Step start = curves.get(0).steps().get(0);
    mark(svg, xs(start.x()), ys(start.y()), START);
    svg.add("</g></g>");
  }

  private void curve(SvgWriter svg, Curve curve) {
    int style = curve.style();
    double[] xs = xs(curve.values(Step::x));
    double[] ys = ys(curve.values(Step::y));
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

  private static void mark(SvgWriter svg, double[] x, double[] y, String marker) {
    svg.add(
        "<path %s d='%s' fill='none' stroke-width='1.8'/>",
        Paint.OUTLINE, PathData.markers(x, y, marker));
  }

  private void legend(SvgWriter svg) {
    double baseline = HEAD + 12;
    for (Curve curve : curves) {
      int style = curve.style();
      double middle = baseline - 4;
      svg.add(
          "<path %s d='M%s %sh26' stroke-width='1.8' stroke-dasharray='%s'/>",
          Paint.line(style), AXIS, middle, Palette.dashArray(style));
      svg.add("<path %s d='M%s %s%s'/>", Paint.area(style), AXIS + 13, middle, DOT);
      svg.ink(curve.label(), AXIS + 36, baseline, "start");
      svg.muted(figures(curve), AXIS + 36, baseline + 17, "start");
      baseline += LEGEND_LINE;
    }
    double[] middle = {baseline - 4};
    mark(svg, new double[] {AXIS + 13}, middle, START);
    svg.muted("start", AXIS + 36, baseline, "start");
    if (!descent.summary().surface().minima().isEmpty()) {
      mark(svg, new double[] {AXIS + 113}, middle, Palette.CROSS);
      svg.muted("minimum", AXIS + 132, baseline, "start");
    }
  }
}
