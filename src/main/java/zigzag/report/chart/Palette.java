package zigzag.report.chart;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.Numerals;

/**
 * Colours, dashes and markers that tell curves apart without relying on one of them alone.
 *
 * <p>The colours are after M. Okabe and K. Ito, "Color Universal Design (CUD): How to make figures
 * and presentations that are friendly to colorblind people" (2002, revised 2008). Their yellow,
 * orange and sky blue are hard to see on white; a brown and a violet stand for the latter two, so
 * that every colour has a contrast of 3 : 1 to its background, as WCAG 2 asks of graphics. The
 * numbers of colours and dashes have no common factor, so 35 curves differ in at least one.
 */
public final class Palette {
  /** A colour on a light and on a dark background. */
  public record Hue(String light, String dark) {}

  public static final List<Hue> HUES =
      List.of(
          new Hue("#0072b2", "#3d9cdb"), // blue, lighter on dark
          new Hue("#d55e00", "#e8762c"), // vermilion
          new Hue("#009e73", "#1fb88d"), // bluish green
          new Hue("#c76a9c", "#d98fb8"), // reddish purple
          new Hue("#7d4e00", "#f0c05a"), // brown, sand on dark
          new Hue("#7f7fff", "#b9b9ff"), // violet
          new Hue("#000000", "#f2f2f2")); // black

  /** Lengths of dash and gap in pixels; the first is a solid line. */
  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 3), List.of(10, 3, 2, 3), List.of(15, 4));

  /** Path commands that draw a marker about the current point and leave that point behind. */
  private static final List<String> MARKERS =
      List.of(
          "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0", // disc
          "m-3-3h6v6h-6z", // square
          "m0-4.4l4 7h-8z", // triangle
          "m0-4.5l4 4.5-4 4.5-4-4.5z", // diamond
          "m-4-2.6h8l-4 7z"); // triangle pointing down

  public static final String CROSS = "m-4-4l8 8m0-8l-8 8";
  static final String RING = "m-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0";

  /** The ends of the scale of signed values: C. Brewer's RdBu, without its darkest. */
  public static final Hue NEGATIVE = new Hue("#2166ac", "#6aa9e0");

  public static final Hue POSITIVE = new Hue("#b2182b", "#f0727c");

  private static final Hue WARNING = new Hue("#e69f00", "#e69f00");
  static final Hue BACKGROUND = new Hue("#ffffff", "#16181d");
  public static final Hue INK = new Hue("#1d1f24", "#e8e9ec");
  public static final Hue MUTED = new Hue("#5b606b", "#a7acb7");
  public static final Hue GRID = new Hue("#e3e5ea", "#30343d");

  /** How many styles differ in colour or dashes. */
  public static final int STYLES = HUES.size() * DASHES.size();

  private Palette() {}

  /** The style with a colour and with dashes and markers, both counted from 0. */
  public static int style(int hue, int dashes) {
    int style = hue;
    while (style % DASHES.size() != dashes % DASHES.size()) {
      style += HUES.size();
    }
    return style;
  }

  public static int hue(int style) {
    return style % HUES.size();
  }

  /** What SVG calls {@code stroke-dasharray}. */
  public static String dashArray(int style) {
    List<Integer> dashes = DASHES.get(style % DASHES.size());
    return dashes.isEmpty()
        ? "none"
        : dashes.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  static String marker(int style) {
    return MARKERS.get(style % MARKERS.size());
  }

  /** The custom properties of a page: {@code --c0…}, {@code --background}, {@code --ink}, …. */
  public static String cssProperties() {
    return ":root{color-scheme:light dark;"
        + properties(Hue::light)
        + "}\n@media(prefers-color-scheme:dark){:root{"
        + properties(Hue::dark)
        + "}}\n";
  }

  private static String properties(Function<Hue, String> shade) {
    Object[] named =
        Stream.of(NEGATIVE, POSITIVE, WARNING, BACKGROUND, INK, MUTED, GRID).map(shade).toArray();
    return IntStream.range(0, HUES.size())
            .mapToObj(hue -> "--c" + hue + ":" + shade.apply(HUES.get(hue)) + ";")
            .collect(Collectors.joining())
        + Numerals.format(
            "--negative:%s;--positive:%s;--warning:%s;"
                + "--background:%s;--ink:%s;--muted:%s;--grid:%s;",
            named);
  }

  /**
   * What scripts need beside the style sheet's colours: how many, the dashes, the markers, and the
   * ends of the scale of signed values, which pictures have on any background.
   */
  public static Map<String, Object> forScripts() {
    return Map.of(
        "hues", HUES.size(),
        "dashes", DASHES,
        "markers", MARKERS,
        "negative", NEGATIVE.light(),
        "positive", POSITIVE.light());
  }
}
