package zigzag.report;

import java.util.ArrayList;
import java.util.List;

/** Fits text into columns of characters of one width. */
final class PlainText {
  private PlainText() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text in lines of at most a width, broken between words, within one only if it must be. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && length(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
      while (length(line) > width) {
        int end = line.offsetByCodePoints(0, width);
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /**
   * The text or, if it is too long, its start and end about an ellipsis: labels differ in the name
   * they start with and in the number they end with.
   */
  static String shortened(String text, int width) {
    int length = length(text);
    if (length <= width) {
      return text;
    }
    int end = (width - 1) / 2;
    int start = width - 1 - end;
    return text.substring(0, text.offsetByCodePoints(0, start))
        + "…"
        + text.substring(text.offsetByCodePoints(0, length - end));
  }
}
