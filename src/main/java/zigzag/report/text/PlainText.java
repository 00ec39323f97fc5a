package zigzag.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fits text into columns of characters of one width. */
public final class PlainText {
  /** A word with the room before it. A no-break space belongs to the word. */
  private static final Pattern WORD = Pattern.compile("\\s*\\S+");

  private PlainText() {}

  /** The columns that a text takes. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text in lines of at most a width; a longer word, such as a path, stays whole. */
  public static List<String> lines(String text, int width) {
    return lines(text, line -> length(line) <= width);
  }

  /** The text in lines that fit, broken between words; one word may be more than fits. */
  public static List<String> lines(String text, Predicate<String> fits) {
    List<String> lines = new ArrayList<>();
    String line = "";
    Matcher words = WORD.matcher(text.strip());
    while (words.find()) {
      String word = words.group();
      if (!line.isEmpty() && !fits.test(line + word)) {
        lines.add(line);
        line = word.strip();
      } else {
        line += word;
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /**
   * Breaks the lines of a text that are longer than a width, each at its own indentation. What
   * no-break spaces hold together, such as a command to copy, is not broken; they become spaces.
   */
  public static String wrapped(String text, int width) {
    String end = text.endsWith("\n") ? "\n" : "";
    return text.lines()
        .flatMap(line -> wrappedLine(line, width))
        .map(line -> line.replace('\u00a0', ' '))
        .collect(Collectors.joining("\n", "", end));
  }

  private static Stream<String> wrappedLine(String line, int width) {
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return line.isBlank() || length(line) <= width
        ? Stream.of(line)
        : lines(line, width - indent.length()).stream().map(part -> indent + part);
  }

  /**
   * The text or, if it is too long, its start and end about an ellipsis: labels differ in the name
   * they start with and in the number they end with.
   */
  public static String shortened(String text, int width) {
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
