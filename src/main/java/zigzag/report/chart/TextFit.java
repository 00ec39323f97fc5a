package zigzag.report.chart;

import java.util.List;
import zigzag.report.text.PlainText;

/**
 * Estimates the room that text takes. The reader's font is not known here, so widths are generous.
 */
public final class TextFit {
  public static final double SIZE = 13;
  private static final double LATIN = 0.58;
  private static final double WIDE = 1.05;

  private TextFit() {}

  /** An estimate of the width in pixels of text as high as most. */
  public static double width(String text) {
    return SIZE * text.codePoints().mapToDouble(c -> c < 0x1100 ? LATIN : WIDE).sum();
  }

  /** The text in lines of at most a width, broken between words; none for blank text. */
  public static List<String> lines(String text, double width) {
    return PlainText.lines(text, line -> width(line) <= width).stream()
        .map(line -> shortened(line, width))
        .toList();
  }

  /** The text, or as much of its beginning as fits, with an ellipsis. */
  public static String shortened(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int length = points.length;
    while (length > 0 && width(new String(points, 0, length)) > width - SIZE) {
      length--;
    }
    return new String(points, 0, length) + "…";
  }
}
