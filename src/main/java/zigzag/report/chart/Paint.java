package zigzag.report.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.report.chart.Palette.Hue;

/**
 * What colours an element of an SVG: the light colour as an attribute, the dark one by a class of
 * the style sheet.
 *
 * @param name of the class
 * @param property {@code fill} or {@code stroke}
 */
public record Paint(String name, String property, Hue hue) {
  static final Paint BACKGROUND = new Paint("b", "fill", Palette.BACKGROUND);
  public static final Paint INK = new Paint("i", "fill", Palette.INK);
  public static final Paint MUTED = new Paint("m", "fill", Palette.MUTED);
  public static final Paint GRID = new Paint("g", "stroke", Palette.GRID);
  public static final Paint OUTLINE = new Paint("k", "stroke", Palette.INK);
  public static final Paint AXIS = new Paint("x", "stroke", Palette.MUTED);

  /** That of a curve. */
  public static Paint line(int style) {
    int hue = Palette.hue(style);
    return new Paint("s" + hue, "stroke", Palette.HUES.get(hue));
  }

  /** That of an area or a marker. */
  public static Paint area(int style) {
    int hue = Palette.hue(style);
    return new Paint("f" + hue, "fill", Palette.HUES.get(hue));
  }

  String attributes() {
    return "class='zz-" + name + "' " + property + "='" + hue.light() + "'";
  }

  static String darkStyle() {
    Stream<Paint> hues =
        IntStream.range(0, Palette.HUES.size())
            .boxed()
            .flatMap(style -> Stream.of(line(style), area(style)));
    return Stream.concat(List.of(BACKGROUND, INK, MUTED, GRID, OUTLINE, AXIS).stream(), hues)
        .map(paint -> ".zz-" + paint.name + "{" + paint.property + ":" + paint.hue.dark() + "}")
        .collect(Collectors.joining("", "@media(prefers-color-scheme:dark){", "}"));
  }
}
