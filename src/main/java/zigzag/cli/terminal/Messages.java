package zigzag.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import zigzag.Printable;
import zigzag.archive.Json;
import zigzag.report.text.PlainText;

/** Where a command's messages and results go: messages to stderr, results to stdout. */
public final class Messages {
  /** Tables and pictures made of characters take as much. */
  private static final int NARROWEST = 60;

  /** Longer lines are tiring to read. */
  private static final int WIDEST = 80;

  /** What a message ends with that says how to go on or what to run. */
  private static final Pattern COMMAND = Pattern.compile("(?<= with: ).+");

  @Option(names = "--quiet", description = "print nothing but results and errors")
  private boolean quiet;

  @Option(names = "--json", description = "print one JSON document instead of text")
  private boolean json;

  /** The bar that was made last. */
  private volatile ProgressBar shown;

  /** Whether progress bars can be drawn: the start script knows whether stderr is a terminal. */
  static boolean onTerminal() {
    return Boolean.getBoolean("zigzag.terminal");
  }

  /** The columns of the terminal, which the start script asks for; 80 where there is none. */
  private static int columns() {
    return Integer.getInteger("zigzag.columns", WIDEST);
  }

  /** The columns that text is laid out for. */
  public static int width() {
    return Math.max(NARROWEST, Math.min(WIDEST, columns()));
  }

  /**
   * On a terminal, lines that don't fit are broken between words, but for a command to be copied: a
   * shell would run its first line alone. A file keeps all lines whole.
   */
  private static String forTerminal(String text) {
    if (Integer.getInteger("zigzag.columns") == null) {
      return text.replace('\u00a0', ' ');
    }
    String commandsWhole =
        COMMAND
            .matcher(text)
            .replaceAll(
                command -> Matcher.quoteReplacement(command.group().replace(' ', '\u00a0')));
    return PlainText.wrapped(commandsWhole, width());
  }

  /** What a locale can't write would come out as question marks: formulas, for one. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** A line of progress or of advice. */
  public void say(String line) {
    if (quiet) {
      return;
    }
    String shownLine = forTerminal(Printable.line(line));
    ProgressBar bar = shown;
    if (bar == null || bar.isClosed()) {
      utf8(System.err).println(shownLine);
    } else {
      bar.print(shownLine);
    }
  }

  /** The result, as text or as JSON, whichever the user wants. */
  public void result(String text, JsonNode document) {
    PrintStream out = utf8(System.out);
    // In JSON, the escapes mean what they stand for.
    out.print(json ? Printable.lines(Json.text(document)) : forTerminal(Printable.lines(text)));
    out.flush();
  }

  /**
   * A bar for so many steps; null where it can't or must not be shown.
   *
   * @param details what to say beside it, the most important first
   */
  public ProgressBar bar(String task, long steps, Supplier<List<String>> details) {
    if (quiet || !onTerminal()) {
      return null;
    }
    shown = new ProgressBar(utf8(System.err), columns(), task, steps, details);
    return shown;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** An error, in one line. */
  public static void error(String message) {
    String line = Printable.line(message.replaceAll("\\s*\\R\\s*", " "));
    utf8(System.err).println(forTerminal("zigzag: " + line));
  }
}
