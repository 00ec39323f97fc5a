package zigzag.report.chart;

import java.util.Arrays;
import zigzag.Numerals;

/**
 * Writes one SVG document from fixed markup and escaped values.
 *
 * <p>Light colours are plain attributes, dark ones a style sheet for {@code
 * prefers-color-scheme:dark}. Custom properties would be shorter, but librsvg, Inkscape and most
 * converters to PDF do not know them and would draw everything black.
 */
public final class SvgWriter {
  private static final String NOT_XML =
      "[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]";

  private static final String TEXT = "<text %s x='%s' y='%s' text-anchor='%s'>%s</text>";

  private final StringBuilder out = new StringBuilder(8192);

  /** Opens the document with its background, and its name and description for screen readers. */
  SvgWriter(double width, double height, String title, String description) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %s %s' width='%s' height='%s'"
            + " role='img' aria-label='%s' font-family='system-ui, sans-serif' font-size='13'>",
        width, height, width, height, title);
    add("<title>%s</title>", title);
    add("<desc>%s</desc>", description.strip());
    out.append("<style>").append(Paint.darkStyle()).append("</style>\n");
    add("<rect %s width='100%%' height='100%%'/>", Paint.BACKGROUND);
  }

  /**
   * Adds markup on a line of its own, each {@code %s} in it replaced by a value.
   *
   * @param markup trusted markup with single quotes around attributes
   * @param values numbers, written with at most two decimals; paints, written as attributes; and
   *     text, which is escaped
   */
  public void add(String markup, Object... values) {
    Object[] safe = Arrays.stream(values).map(SvgWriter::safe).toArray();
    out.append(Numerals.format(markup, safe)).append('\n');
  }

  private static String safe(Object value) {
    if (value instanceof Paint paint) {
      return paint.attributes();
    }
    return value instanceof Number n ? number(n.doubleValue()) : escape(value.toString());
  }

  /** A line of text in the main colour; {@code anchor} is start, middle or end. */
  public void ink(String text, double x, double y, String anchor) {
    add(TEXT, Paint.INK, x, y, anchor, text);
  }

  public void muted(String text, double x, double y, String anchor) {
    add(TEXT, Paint.MUTED, x, y, anchor, text);
  }

  public void strong(String text, double x, double y) {
    add("<text %s x='%s' y='%s' font-weight='600'>%s</text>", Paint.INK, x, y, text);
  }

  /** Text that reads upwards, centred on a point. */
  public void upwards(String text, double x, double y) {
    add(
        "<text %s text-anchor='middle' transform='rotate(-90 %s %s)' x='%s' y='%s'>%s</text>",
        Paint.INK, x, y, x, y, text);
  }

  String finish() {
    return out.append("</svg>\n").toString();
  }

  /** A length with at most two decimals. */
  public static String number(double value) {
    return Numerals.format("%.2f", value).replaceAll("\\.?0+$", "");
  }

  /** Text as XML content or attribute; characters that XML 1.0 does not allow become U+FFFD. */
  static String escape(String text) {
    return text.replaceAll(NOT_XML, "\ufffd")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
