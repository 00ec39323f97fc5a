package zigzag.report.page;

import java.util.List;

/**
 * A cell of a page's table.
 *
 * @param text as it is read; blank where there is nothing
 * @param value what the table is sorted by, blank for the end; null where that is the text
 * @param spark whether a small curve goes before the text
 */
public record PageCell(String text, String value, boolean spark) {
  public static final PageCell EMPTY = new PageCell("", "", false);

  /** Text that its column is sorted by. */
  public static PageCell of(String text) {
    return new PageCell(text, null, false);
  }

  /** Words in a column of numbers, after which they come. */
  public static PageCell words(String text) {
    return new PageCell(text, "", false);
  }

  public static PageCell of(String text, double value) {
    return new PageCell(text, Double.toString(value), false);
  }

  /** The text in pieces between which a narrow column may break it: {@code −0.60 (−2.3 to 1.1)}. */
  List<String> parts() {
    return List.of(text.split(" (?=\\()|(?<=,) ", 0));
  }

  public PageCell withSpark() {
    return new PageCell(text, value, true);
  }
}
