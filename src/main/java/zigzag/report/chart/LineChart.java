package zigzag.report.chart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Curves over two axes, as an SVG that can be read on light and dark backgrounds, in print and by
 * colour-blind readers.
 *
 * @param subtitle what the reader should take from it; may be blank
 * @param series drawn in this order, later ones on top
 * @param marks moments at which something was changed
 * @param note a caveat under the chart, such as "built-in digits, not MNIST"; may be blank
 */
public record LineChart(
    String title,
    String subtitle,
    Axis x,
    Axis y,
    List<Series> series,
    List<Mark> marks,
    String note) {
  private static final double LEFT = 82;
  private static final double RIGHT = 24;
  private static final double UNDER = 48;

  /** A line across the chart at an x, and what it says. */
  public record Mark(double x, String label) {}

  /** A chart of what nobody interfered with. */
  public LineChart(
      String title, String subtitle, Axis x, Axis y, List<Series> series, String note) {
    this(title, subtitle, x, y, series, List.of(), note);
  }

  public String toSvg() {
    List<Series> named = series.stream().filter(s -> !s.name().isBlank()).toList();
    Legend legend = Legend.column(named);
    double legendLeft = LEFT + Plot.WIDTH + RIGHT;
    double width = legendLeft + (named.isEmpty() ? 0 : legend.columnWidth() + RIGHT);
    Figure figure = Figure.of(width, RIGHT, title, subtitle, note);
    double top = figure.top();
    double bottom = top + Plot.HEIGHT + UNDER;
    double legendEnd = top + legend.height() + RIGHT;
    double under = Math.max(8, legendEnd - bottom - Figure.TEXT_LINE * figure.notes().size());
    return figure.svg(
        title,
        description(named),
        bottom,
        under,
        svg -> {
          Plot plot = new Plot(x, y, series);
          plot.write(svg, LEFT, top);
          plot.mark(svg, LEFT, top, marks);
          svg.ink(x.label(), LEFT + Plot.WIDTH / 2, top + Plot.HEIGHT + 42, "middle");
          svg.upwards(y.label(), 20, top + Plot.HEIGHT / 2);
          legend.write(svg, legendLeft, top + 8);
        });
  }

  /** What a screen reader says. */
  private String description(List<Series> named) {
    String names = named.stream().map(Series::name).collect(Collectors.joining(", "));
    return String.join(" ", subtitle, y.label(), "over", x.label() + ":", names + ".", note);
  }
}
