package zigzag.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import zigzag.Printable;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.report.text.PlainText;

/** Where a command's messages and results go: messages to stderr, results to stdout. */
public final class Messages {
  /** Tables and pictures made of characters take as much. */
  private static final int NARROWEST = 60;

  /** Longer lines are tiring to read. */
  private static final int WIDEST = 80;

  @Option(names = "--quiet", order = 1, description = "print nothing but results and errors")
  private boolean quiet;

  @Option(names = "--json", order = 2, description = "print one JSON document instead of text")
  private boolean json;

  private ProgressBar bar;

  /** The columns of the terminal, which the start script asks for; 80 where there is none. */
  private static int columns() {
    return Integer.getInteger("zigzag.columns", WIDEST);
  }

  /** The columns that text is laid out for. */
  public static int width() {
    return Math.max(NARROWEST, Math.min(WIDEST, columns()));
  }

  /** On a terminal, lines that don't fit are broken between words; a file keeps them whole. */
  private static String forTerminal(String text) {
    return Integer.getInteger("zigzag.columns") == null
        ? text.replace('\u00a0', ' ')
        : PlainText.wrapped(text, width());
  }

  /** What a locale can't write would come out as question marks: formulas, for one. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** A line of progress or of advice. */
  public void say(String line) {
    if (!quiet) {
      bar().print(forTerminal(Printable.line(line)));
    }
  }

  /** A line that tells what the bar shows where one is drawn. */
  public void sayUnlessDrawn(String line) {
    if (!bar().isDrawable()) {
      say(line);
    }
  }

  /** The result, as text or as JSON, whichever the user wants. */
  public void result(String text, JsonNode document) {
    PrintStream out = utf8(System.out);
    // In JSON, the escapes mean what they stand for.
    out.print(json ? Printable.lines(Json.text(document)) : forTerminal(Printable.lines(text)));
    out.flush();
  }

  /** A text for another program, which is neither broken into lines nor escaped; or JSON. */
  public void verbatim(String text, JsonNode document) {
    PrintStream out = utf8(System.out);
    out.print(json ? Json.text(document) : text);
    out.flush();
  }

  /** The result of a command that left a page in a folder, which is added to the document. */
  public void result(String text, ObjectNode document, Path folder) {
    String page = Printable.line(folder.resolve(ReportFiles.PAGE).toString());
    result(text + "see " + page + "\n", document.put("folder", folder.toString()));
  }

  /** The bar of the command's tasks. */
  public synchronized ProgressBar bar() {
    if (bar == null) {
      // The start script knows whether stderr is a terminal.
      boolean onTerminal = Boolean.getBoolean("zigzag.terminal");
      bar = new ProgressBar(utf8(System.err), columns(), onTerminal && !quiet);
    }
    return bar;
  }

  /** An error, in one line. */
  public static void error(String message) {
    String line = Printable.line(message.replaceAll("\\s*\\R\\s*", " "));
    utf8(System.err).println(forTerminal("zigzag: " + line));
  }
}
