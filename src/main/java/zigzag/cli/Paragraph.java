package zigzag.cli;

/** Text broken into lines for a terminal. */
final class Paragraph {
  private static final int WIDTH = 80;

  private Paragraph() {}

  /** The words in lines of at most 80 characters, unless a word is longer. */
  static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
