package zigzag.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes one SVG document from fixed markup and escaped values.
 *
 * <p>Light colours are plain attributes, dark ones a style sheet for {@code
 * prefers-color-scheme:dark}. Custom properties would be shorter, but librsvg, Inkscape and most
 * converters to PDF do not know them and would draw everything black.
 */
public final class SvgWriter {
  private final StringBuilder out = new StringBuilder(8192);

  /** Opens the document with its background, and its name and description for screen readers. */
  public SvgWriter(double width, double height, String title, String description) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %s %s' width='%s' height='%s'"
            + " role='img' aria-label='%s' font-family='system-ui, sans-serif' font-size='13'>",
        width, height, width, height, title);
    add("<title>%s</title>", title);
    add("<desc>%s</desc>", description.strip());
    out.append("<style>").append(darkStyle()).append("</style>\n");
    add("<rect class='zz-b' width='100%%' height='100%%' fill='%s'/>", Palette.BACKGROUND.light());
  }

  private static String darkStyle() {
    StringBuilder css = new StringBuilder("@media(prefers-color-scheme:dark){");
    css.append(".zz-b{fill:").append(Palette.BACKGROUND.dark());
    css.append("}.zz-i{fill:").append(Palette.INK.dark());
    css.append("}.zz-m{fill:").append(Palette.MUTED.dark());
    css.append("}.zz-g{stroke:").append(Palette.GRID.dark());
    css.append("}.zz-k{stroke:").append(Palette.INK.dark());
    css.append("}.zz-x{stroke:").append(Palette.MUTED.dark()).append('}');
    List<Palette.Hue> hues = Palette.HUES;
    for (int i = 0; i < hues.size(); i++) {
      css.append(".zz-s").append(i).append("{stroke:").append(hues.get(i).dark());
      css.append("}.zz-f").append(i).append("{fill:").append(hues.get(i).dark()).append('}');
    }
    return css.append('}').toString();
  }

  /**
   * Adds markup on a line of its own, each {@code %s} in it replaced by a value.
   *
   * @param markup trusted markup with single quotes around attributes
   * @param values numbers, written with at most two decimals, and text, which is escaped
   */
  public SvgWriter add(String markup, Object... values) {
    Object[] safe =
        Arrays.stream(values)
            .map(v -> v instanceof Number n ? number(n.doubleValue()) : escape(v.toString()))
            .toArray();
    out.append(String.format(Locale.ROOT, markup, safe)).append('\n');
    return this;
  }

  /** A line of text in the main colour; {@code anchor} is start, middle or end. */
  public SvgWriter ink(String text, double x, double y, String anchor) {
    return add(
        "<text class='zz-i' fill='%s' x='%s' y='%s' text-anchor='%s'>%s</text>",
        Palette.INK.light(), x, y, anchor, text);
  }

  /** A line of text in the colour of what matters less. */
  public SvgWriter muted(String text, double x, double y, String anchor) {
    return add(
        "<text class='zz-m' fill='%s' x='%s' y='%s' text-anchor='%s'>%s</text>",
        Palette.MUTED.light(), x, y, anchor, text);
  }

  /** Text that reads upwards, centred on a point. */
  public SvgWriter upwards(String text, double x, double y) {
    return add(
        "<text class='zz-i' fill='%s' text-anchor='middle' transform='rotate(-90 %s %s)'"
            + " x='%s' y='%s'>%s</text>",
        Palette.INK.light(), x, y, x, y, text);
  }

  /** A line of large text in the main colour. */
  SvgWriter title(String text, double x, double y) {
    return add(
        "<text class='zz-i' fill='%s' x='%s' y='%s' font-size='%s' font-weight='600'>%s</text>",
        Palette.INK.light(), x, y, Heading.TITLE_SIZE, text);
  }

  /** The finished document. */
  public String finish() {
    return out.append("</svg>\n").toString();
  }

  /** A length with at most two decimals. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** Text as XML content or attribute; characters that XML 1.0 does not allow become U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    boolean plain = (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    return plain || c == '\t' || c == '\n' || c == '\r';
  }
}
