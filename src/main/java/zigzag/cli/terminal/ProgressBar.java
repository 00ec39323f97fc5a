package zigzag.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import zigzag.report.text.PlainText;

/**
 * A bar in the last line of a terminal that shows how far a task is. What is printed while it is
 * shown goes through it, and comes to stand above it.
 */
public final class ProgressBar implements AutoCloseable {
  private static final long REFRESH_NANOSECONDS = 200_000_000;
  private static final int SHORTEST = 10;
  private static final int LONGEST = 40;
  private static final int LONGEST_TASK = 26;

  private final PrintStream terminal;
  private final int columns;
  private final String task;
  private final Supplier<List<String>> details;
  private final long start = System.nanoTime();
  private long total;
  private long first = -1;
  private long done;
  private long drawn = start - REFRESH_NANOSECONDS;
  private int drawnLength;
  private boolean closed;

  /**
   * A bar that is first drawn when something is done.
   *
   * @param columns of the terminal
   * @param total of the task's steps or bytes; -1 as long as nobody knows
   * @param details what to say beside the bar, the most important first
   */
  ProgressBar(
      PrintStream terminal, int columns, String task, long total, Supplier<List<String>> details) {
    this.terminal = terminal;
    this.columns = columns;
    this.task = task;
    this.total = total;
    this.details = details;
  }

  /** So much is done now. */
  synchronized void moveTo(long now) {
    if (first < 0) {
      first = now;
    }
    done = now;
    if (!closed && System.nanoTime() - drawn >= REFRESH_NANOSECONDS) {
      erase();
      draw();
    }
  }

  /** So much is done now of what is known by now to be the total. */
  synchronized void moveTo(long now, long of) {
    total = of;
    moveTo(now);
  }

  /** So much more is done. */
  public synchronized void advance(long by) {
    moveTo(done + by);
  }

  /** Prints lines above the bar. */
  synchronized void print(String lines) {
    boolean shown = drawnLength > 0;
    erase();
    terminal.println(lines);
    if (shown) {
      draw();
    }
  }

  /** Takes the bar off the terminal for good. */
  @Override
  public synchronized void close() {
    erase();
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void erase() {
    if (drawnLength > 0) {
      terminal.print("\r" + " ".repeat(drawnLength) + "\r");
      terminal.flush();
      drawnLength = 0;
    }
  }

  private void draw() {
    double seconds = (System.nanoTime() - start) / 1e9;
    double left = done > first ? seconds * (total - done) / (done - first) : Double.NaN;
    // The last column stays free: terminals differ in what a character there does.
    String line =
        total > 0
            ? line(columns - 1, task, (double) done / total, left, details.get())
            : PlainText.shortened(task + "  " + String.join("  ", details.get()), columns - 1);
    terminal.print(line);
    terminal.flush();
    drawnLength = PlainText.length(line);
    drawn = System.nanoTime();
  }

  /** The bar with as much beside it as fits. */
  static String line(
      int width, String task, double share, double secondsLeft, List<String> details) {
    String name = PlainText.shortened(task, Math.min(LONGEST_TASK, width / 3));
    double part = Math.max(0, Math.min(1, share));
    StringBuilder beside =
        new StringBuilder(String.format(Locale.ROOT, " %3.0f %%", Math.floor(100 * part)));
    int room = width - PlainText.length(name) - 3 - SHORTEST;
    if (Double.isFinite(secondsLeft)) {
      append(beside, duration(secondsLeft) + " left", room);
    }
    details.forEach(detail -> append(beside, detail, room));
    int length = Math.min(LONGEST, room + SHORTEST - beside.length());
    int filled = (int) (part * length);
    String head = filled < length ? ">" : "";
    return name
        + " ["
        + "=".repeat(filled)
        + head
        + " ".repeat(length - filled - head.length())
        + "]"
        + beside;
  }

  private static void append(StringBuilder beside, String detail, int room) {
    if (beside.length() + 2 + detail.length() <= room) {
      beside.append("  ").append(detail);
    }
  }

  private static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
  }
}
