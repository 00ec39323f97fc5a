package zigzag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Option;
import zigzag.Printable;

/** Where a command's messages and results go: messages to stderr, results to stdout. */
final class Messages {
  private static final int REFRESH_MILLISECONDS = 200;

  @Option(names = "--quiet", description = "print nothing but results and errors")
  private boolean quiet;

  @Option(names = "--json", description = "print one JSON document instead of text")
  private boolean json;

  /** Whether progress bars can be drawn: the start script knows whether stderr is a terminal. */
  static boolean onTerminal() {
    return Boolean.getBoolean("zigzag.terminal");
  }

  /**
   * How wide a progress bar may get. The start script asks the terminal: the library's own way
   * installs a shutdown hook, which can't be taken back while Ctrl-C is shutting the JVM down.
   */
  static int terminalColumns() {
    return Integer.getInteger("zigzag.columns", 80) - 1;
  }

  /** What a locale can't write would come out as question marks: formulas, for one. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** A line of progress or of advice. */
  void say(String line) {
    if (!quiet) {
      utf8(System.err).println(Printable.line(line));
    }
  }

  /** The result, as text or as JSON, whichever the user wants. */
  void result(String text, JsonNode document) {
    PrintStream out = utf8(System.out);
    // In JSON, the escapes mean what they stand for.
    out.print(Printable.lines(json ? document.toPrettyString() + "\n" : text));
    out.flush();
  }

  /** A bar for so many steps; null where it can't or must not be shown. */
  ProgressBar bar(String task, long steps) {
    return bar(task, steps, " steps");
  }

  /** A bar for so many of a unit; null where it can't or must not be shown. */
  ProgressBar bar(String task, long steps, String unit) {
    if (quiet || !onTerminal()) {
      return null;
    }
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setUnit(unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, terminalColumns()))
        .clearDisplayOnFinish()
        .build();
  }

  boolean isQuiet() {
    return quiet;
  }

  /** An error, in one line. */
  static void error(String message) {
    utf8(System.err).println("zigzag: " + Printable.line(message.replaceAll("\\s*\\R\\s*", " ")));
  }
}
