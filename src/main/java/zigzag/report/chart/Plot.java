package zigzag.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The area of a {@link LineChart} within its axes: grid, curves and the axes' numbers. */
public record Plot(
    Ticks across,
    Ticks up,
    List<Series> series,
    ToDoubleFunction<Series> lineWidth,
    double width,
    double height) {
  static final double WIDTH = 640;
  static final double HEIGHT = 340;
  public static final double LINE = 2;

  /** Room beside the plot for half a ring, where the axis ends with the data. */
  private static final double EDGE = 10;

  /** With more points than this, markers would hide the line. */
  private static final int MAX_MARKERS = 40;

  /** Names of more marks than these would lie upon each other. */
  private static final int MAX_NAMED = 12;

  private static final int MARK_ROWS = 6;

  /** A plot of the usual size, with marks that follow from the data. */
  Plot(Axis x, Axis y, List<Series> series) {
    this(
        Ticks.of(x, shown(series, x, y, true), 10, false),
        Ticks.of(y, shown(series, x, y, false), 7, true),
        series,
        one -> LINE,
        WIDTH,
        HEIGHT);
  }

  /** The x or the y of all points that both axes can show, edges of bands included. */
  private static DoubleStream shown(List<Series> series, Axis x, Axis y, boolean alongX) {
    return series.stream()
        .flatMap(one -> Arrays.stream(one.heights()).map(some -> Map.entry(one.x(), some)))
        .flatMapToDouble(
            curve ->
                IntStream.range(0, curve.getKey().length)
                    .filter(i -> x.shows(curve.getKey()[i]) && y.shows(curve.getValue()[i]))
                    .mapToDouble(i -> (alongX ? curve.getKey() : curve.getValue())[i]));
  }

  private double[] xs(double... values) {
    return across.pixels(0, width, values);
  }

  private double[] ys(double... values) {
    return up.pixels(height, 0, values);
  }

  /** Draws all of it with the plot's upper left corner at a point. */
  public void write(SvgWriter svg, double left, double top) {
    grid(svg, left, top);
    double edge = across.axis().limits().isPresent() ? 0 : EDGE;
    // An inner svg element cuts off at its edges without an id, which could clash within a page.
    svg.add(
        "<svg x='%s' y='%s' width='%s' height='%s' viewBox='%s 0 %s %s' overflow='hidden'"
            + " fill='none' stroke-linejoin='round' stroke-linecap='round'>",
        left - edge, top, width + 2 * edge, height, -edge, width + 2 * edge, height);
    for (Series one : series) {
      if (one.heights().length > 1) {
        svg.add(
            "<path %s fill-opacity='.16' d='%s'/>",
            Paint.area(one.style()),
            PathData.area(xs(one.x()), ys(one.heights()[1]), ys(one.heights()[2])));
      }
    }
    boolean anything = false;
    for (Series one : series) {
      double[] xs = xs(one.x());
      double[] ys = ys(one.y());
      String path = PathData.line(xs, ys);
      if (!path.isEmpty()) {
        anything = true;
        draw(svg, one, path, xs, ys, lineWidth.applyAsDouble(one));
      }
    }
    svg.add("</svg>");
    if (!anything) {
      svg.muted("nothing to draw: no finite values", left + width / 2, top + height / 2, "middle");
    }
  }

  /** Marks moments, by lines that say what happened there; of very many, the lines alone. */
  void mark(SvgWriter svg, double left, double top, List<LineChart.Mark> marks) {
    for (int i = 0; i < marks.size(); i++) {
      double at = across.pixel(0, width, marks.get(i).x());
      if (at >= 0 && at <= width) {
        svg.add(
            "<path %s stroke-dasharray='2 3' fill='none' d='M%s %sv%s'/>",
            Paint.OUTLINE, left + at, top, height);
        if (marks.size() <= MAX_NAMED) {
          boolean isLate = at > width * 2 / 3;
          svg.ink(
              marks.get(i).label(),
              left + at + (isLate ? -5 : 5),
              top + 14 + Figure.TEXT_LINE * (i % MARK_ROWS),
              isLate ? "end" : "start");
        }
      }
    }
  }

  private void grid(SvgWriter svg, double left, double top) {
    for (Ticks.Tick tick : up.marks()) {
      double at = top + up.pixel(height, 0, tick.value());
      gridLine(svg, tick, left, at, "h", width);
      svg.muted(tick.label(), left - 8, at + 4.5, "end");
    }
    for (Ticks.Tick tick : across.marks()) {
      double at = left + across.pixel(0, width, tick.value());
      gridLine(svg, tick, at, top, "v", height);
      svg.muted(tick.label(), at, top + height + 19, "middle");
    }
    svg.add("<path %s fill='none' d='M%s %sv%sh%s'/>", Paint.AXIS, left, top, height, width);
  }

  private static void gridLine(
      SvgWriter svg, Ticks.Tick tick, double x, double y, String direction, double length) {
    svg.add(
        "<path %s stroke-width='%s' d='M%s %s%s%s'/>",
        Paint.GRID, tick.label().isEmpty() ? 0.5 : 1, x, y, direction, length);
  }

  /** A short piece of a curve for the legend, centred on its marker. */
  static void sample(SvgWriter svg, Series one, double left, double y, double width) {
    svg.add("<g fill='none' stroke-linecap='round'>");
    String line = PathData.line(new double[] {left, left + width}, new double[] {y, y});
    draw(svg, one, line, new double[] {left + width / 2}, new double[] {y}, LINE);
    svg.add("</g>");
  }

  private static void draw(
      SvgWriter svg, Series one, String line, double[] xs, double[] ys, double width) {
    switch (one.look()) {
      case FAINT -> stroke(svg, one, line, 1, 0.35, "none");
      case CROSSES -> stroke(svg, one, PathData.markers(xs, ys, Palette.CROSS), 2, 1, "none");
      case RINGS -> stroke(svg, one, PathData.markers(xs, ys, Palette.RING), 2, 1, "none");
      case LINE -> {
        stroke(svg, one, line, width, 1, Palette.dashArray(one.style()));
        if (one.x().length <= MAX_MARKERS) {
          String markers = PathData.markers(xs, ys, Palette.marker(one.style()));
          svg.add("<path %s d='%s'/>", Paint.area(one.style()), markers);
        }
      }
    }
  }

  private static void stroke(
      SvgWriter svg, Series one, String path, double width, double opacity, String dashes) {
    svg.add(
        "<path %s stroke-width='%s' stroke-opacity='%s' stroke-dasharray='%s' d='%s'/>",
        Paint.line(one.style()), width, opacity, dashes, path);
  }
}
