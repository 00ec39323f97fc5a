package zigzag;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text that others wrote, as it can be shown: what could forge a line, command a terminal or turn
 * the order of characters around stands there as an escape, such as {@code \u001b}.
 */
public final class Printable {
  /** Controls, separators, halves of characters, and what Unicode sets the direction with. */
  private static final Pattern OTHER =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private static final Pattern OTHER_THAN_LINES = Pattern.compile("(?!\\r?\\n)" + OTHER.pattern());

  private Printable() {}

  /** Whether nothing in a text needs an escape. */
  public static boolean isLine(String text) {
    return !OTHER.matcher(text).find();
  }

  /** The text in one line. */
  public static String line(String text) {
    return escaped(text, OTHER);
  }

  /** Its start in one line, of at most so many characters. */
  public static String line(String text, int most) {
    String line = line(text.length() > most ? text.substring(0, most + 1) : text);
    return line.length() > most ? line.substring(0, most) + "…" : line;
  }

  /** The text with the ends of lines that it has. */
  public static String lines(String text) {
    return escaped(text, OTHER_THAN_LINES);
  }

  private static String escaped(String text, Pattern what) {
    return what.matcher(text)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
  }
}
