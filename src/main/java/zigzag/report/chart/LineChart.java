package zigzag.report.chart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Curves over two axes, as an SVG that can be read on light and dark backgrounds, in print and by
 * colour-blind readers.
 *
 * @param subtitle what the reader should take from it; may be blank
 * @param series drawn in this order, later ones on top
 * @param note a caveat under the chart, such as "built-in digits, not MNIST"; may be blank
 */
public record LineChart(
    String title, String subtitle, Axis x, Axis y, List<Series> series, String note) {
  private static final double LEFT = 82;
  private static final double RIGHT = 24;
  private static final double UNDER = 56;
  public static final double LEGEND_TEXT = 250;
  private static final double LEGEND_LINE = 22;
  private static final double SAMPLE = 34;
  private static final double SAMPLE_GAP = 10;

  public LineChart {
    series = List.copyOf(series);
  }

  /** Writes the chart as one SVG document. */
  public String toSvg() {
    List<Series> named = series.stream().filter(s -> !s.name().isBlank()).toList();
    double width = LEFT + Plot.WIDTH + RIGHT + legendWidth(named);
    Heading heading = Heading.of(title, subtitle, note, width - 2 * RIGHT);
    double top = heading.height();
    double bottom = top + Plot.HEIGHT + UNDER;
    double legendEnd = top + LEGEND_LINE * named.size() + RIGHT;
    double height = Math.max(bottom + heading.notesHeight(), legendEnd);

    SvgWriter svg = new SvgWriter(width, height, title, description(named));
    heading.write(svg, RIGHT);
    new Plot(x, y, series).write(svg, LEFT, top);
    svg.ink(x.label(), LEFT + Plot.WIDTH / 2, top + Plot.HEIGHT + 42, "middle");
    svg.upwards(y.label(), 20, top + Plot.HEIGHT / 2);
    legend(svg, named, top + 8);
    heading.writeNotes(svg, RIGHT, bottom - 8);
    return svg.finish();
  }

  /** What a screen reader says. */
  private String description(List<Series> named) {
    String names = named.stream().map(Series::name).collect(Collectors.joining(", "));
    return String.join(" ", subtitle, y.label(), "over", x.label() + ":", names + ".", note);
  }

  private static void legend(SvgWriter svg, List<Series> named, double top) {
    double left = LEFT + Plot.WIDTH + RIGHT;
    double y = top;
    for (Series one : named) {
      Plot.sample(svg, one, left, y, SAMPLE);
      String name = TextFit.shortened(one.name(), LEGEND_TEXT, Heading.TEXT_SIZE);
      svg.ink(name, left + SAMPLE + SAMPLE_GAP, y + 4.5, "start");
      y += LEGEND_LINE;
    }
  }

  private static double legendWidth(List<Series> named) {
    double longest =
        named.stream().mapToDouble(s -> TextFit.width(s.name(), Heading.TEXT_SIZE)).max().orElse(0);
    double text = Math.min(longest, LEGEND_TEXT);
    return named.isEmpty() ? 0 : SAMPLE + SAMPLE_GAP + text + RIGHT;
  }
}
