package zigzag.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.report.text.PlainText;

/**
 * A bar in the last line of a terminal that shows how far a command's tasks are, one after the
 * other. What is printed while it is shown goes through it, and comes to stand above it.
 */
public final class ProgressBar implements AutoCloseable {
  private static final long REFRESH_NANOSECONDS = 200_000_000;
  private static final int SHORTEST = 10;
  private static final int LONGEST = 40;
  private static final int LONGEST_TASK = 26;

  private final PrintStream terminal;
  private final int columns;
  private final boolean drawable;

  /** Null between two tasks. */
  private String task;

  private Supplier<List<String>> details;
  private long start;
  private long total;
  private long first;
  private long done;
  private long drawn;
  private int drawnLength;

  /** A bar without a task, which only prints lines unless it can and may be drawn. */
  ProgressBar(PrintStream terminal, int columns, boolean drawable) {
    this.terminal = terminal;
    this.columns = columns;
    this.drawable = drawable;
  }

  boolean isDrawable() {
    return drawable;
  }

  /** Whether the task of that name is the one in progress. */
  synchronized boolean isAt(String name) {
    return name.equals(task);
  }

  /** To say beside it: how many bytes are done, and of how many where that is known. */
  List<String> bytes() {
    return List.of(Numerals.bytes(done) + (total < 0 ? "" : " of " + Numerals.bytes(total)));
  }

  /** How much was done in a second since the task began. */
  double rate() {
    return (done - first) * 1e9 / (System.nanoTime() - start);
  }

  /**
   * Begins a task of so many steps or bytes, or -1, first drawn when something is done; beside it
   * is said what fits, the most important first.
   */
  public synchronized void begin(String name, long steps, Supplier<List<String>> beside) {
    close();
    task = name;
    details = beside;
    start = System.nanoTime();
    total = steps;
    first = -1;
    done = 0;
    drawn = start - REFRESH_NANOSECONDS;
  }

  /** So much is done now. */
  public synchronized void moveTo(long now) {
    if (first < 0) {
      first = now;
    }
    done = now;
    if (drawable && task != null && System.nanoTime() - drawn >= REFRESH_NANOSECONDS) {
      erase();
      draw();
    }
  }

  /** So much is done now of what is known by now to be the total. */
  public synchronized void moveTo(long now, long of) {
    total = of;
    moveTo(now);
  }

  /** So much more is done. */
  public synchronized void advance(long by) {
    moveTo(done + by);
  }

  /** Prints lines above the bar. */
  synchronized void print(String lines) {
    boolean isShown = drawnLength > 0;
    erase();
    terminal.println(lines);
    if (isShown) {
      draw();
    }
  }

  /** Ends the task, and takes the bar off the terminal. */
  @Override
  public synchronized void close() {
    erase();
    task = null;
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
    StringBuilder beside = new StringBuilder(Numerals.format(" %3.0f %%", Math.floor(100 * part)));
    int room = width - PlainText.length(name) - 3 - SHORTEST;
    Stream.concat(
            Stream.of(secondsLeft).filter(Double::isFinite).map(left -> duration(left) + " left"),
            details.stream())
        .filter(detail -> beside.length() + 2 + detail.length() <= room)
        .forEachOrdered(detail -> beside.append("  ").append(detail));
    int length = Math.min(LONGEST, room + SHORTEST - beside.length());
    int filled = (int) (part * length);
    String done = "=".repeat(filled) + (filled < length ? ">" : "");
    return name + " [" + done + " ".repeat(length - done.length()) + "]" + beside;
  }

  private static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < 3600
        ? Numerals.format("%d:%02d", whole / 60, whole % 60)
        : Numerals.format("%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
  }
}
