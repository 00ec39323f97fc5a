package zigzag.report.chart;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The {@code d} attribute of an SVG path: relative commands in tenths of a pixel, which take half
 * the room of absolute ones. Differences are taken between rounded positions, so errors do not add
 * up.
 */
public final class PathData {
  private final StringBuilder out = new StringBuilder();
  private long x;
  private long y;

  private PathData() {}

  /** A line through the points, interrupted where a coordinate is NaN. */
  public static String line(double[] x, double[] y) {
    PathData path = new PathData();
    boolean open = false;
    boolean alone = false;
    for (int i : visible(x, y)) {
      if (isGap(x, y, i)) {
        path.dot(alone);
        open = false;
        alone = false;
      } else if (open) {
        alone &= !path.lineTo(x[i], y[i]);
      } else {
        path.moveTo(x[i], y[i]);
        open = true;
        alone = true;
      }
    }
    path.dot(alone);
    return path.out.toString();
  }

  /** The closed areas between two edges, one for each stretch without a gap. */
  static String area(double[] x, double[] low, double[] high) {
    PathData path = new PathData();
    int end;
    for (int start = 0; start < x.length; start = end + 1) {
      end = start;
      while (end < x.length && !isGap(x, low, end) && !isGap(x, high, end)) {
        end++;
      }
      if (end - start >= 2) {
        double[] along = Arrays.copyOfRange(x, start, end);
        path.stretch(
            along, Arrays.copyOfRange(low, start, end), Arrays.copyOfRange(high, start, end));
      }
    }
    return path.out.toString();
  }

  private void stretch(double[] x, double[] low, double[] high) {
    moveTo(x[0], high[0]);
    for (int i : visible(x, high)) {
      lineTo(x[i], high[i]);
    }
    int[] back = visible(x, low);
    for (int i = back.length - 1; i >= 0; i--) {
      lineTo(x[back[i]], low[back[i]]);
    }
    out.append('z');
    // After z the current point is the start of the area; the next stretch starts with M anyway.
  }

  /** The same marker at every point that is not a gap. */
  public static String markers(double[] x, double[] y, String marker) {
    PathData path = new PathData();
    for (int i = 0; i < x.length; i++) {
      if (!isGap(x, y, i)) {
        path.moveTo(x[i], y[i]);
        path.out.append(marker);
      }
    }
    return path.out.toString();
  }

  private void moveTo(double toX, double toY) {
    x = Math.round(toX * 10);
    y = Math.round(toY * 10);
    command('M', x, y);
  }

  /** Draws to a point and says whether that is another than the current one. */
  private boolean lineTo(double toX, double toY) {
    long across = Math.round(toX * 10) - x;
    long down = Math.round(toY * 10) - y;
    if (across == 0 && down == 0) {
      return false;
    }
    command('l', across, down);
    x += across;
    y += down;
    return true;
  }

  /** Makes a point without neighbours visible: a line of no length has round ends. */
  private void dot(boolean alone) {
    out.append(alone ? "h0" : "");
  }

  private void command(char letter, long across, long down) {
    out.append(letter).append(number(across)).append(down < 0 ? "" : " ").append(number(down));
  }

  /** Tenths in as few characters as they need. */
  private static String number(long tenths) {
    String text = BigDecimal.valueOf(tenths, 1).stripTrailingZeros().toPlainString();
    return text.startsWith("0.") ? text.substring(1) : text.replace("-0.", "-.");
  }

  /**
   * The points of a line to draw, as rising indices: without those that nobody could see.
   *
   * <p>Of the points that share a pixel column only the first, the lowest, the highest and the last
   * are kept, which leaves the drawn pixels as they are: no peak is lost (M4; U. Jugel, Z. Jerzak,
   * G. Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB
   * 7(10), 2014). A gap (NaN in either coordinate) stays a gap. A line that turns back in x is kept
   * whole, since its points are not in the order of the columns.
   */
  static int[] visible(double[] x, double[] y) {
    BitSet kept = new BitSet();
    double previous = Double.NEGATIVE_INFINITY;
    int end;
    for (int start = 0; start < x.length; start = end) {
      int lowest = start;
      int highest = start;
      for (end = start; end < x.length && shareColumn(x, y, start, end); end++) {
        if (x[end] < previous) {
          return IntStream.range(0, x.length).toArray();
        }
        previous = Double.isNaN(x[end]) ? previous : x[end];
        lowest = y[end] < y[lowest] ? end : lowest;
        highest = y[end] > y[highest] ? end : highest;
      }
      IntStream.of(start, lowest, highest, end - 1).forEach(kept::set);
    }
    return kept.stream().toArray();
  }

  /** Whether two points lie in the same column of pixels, or both in a gap. */
  private static boolean shareColumn(double[] x, double[] y, int i, int j) {
    return isGap(x, y, i)
        ? isGap(x, y, j)
        : !isGap(x, y, j) && Math.floor(x[i]) == Math.floor(x[j]);
  }

  private static boolean isGap(double[] x, double[] y, int i) {
    return Double.isNaN(x[i]) || Double.isNaN(y[i]);
  }
}
