package zigzag.report.chart;

import java.util.Arrays;

/**
 * Leaves out points of a long line that nobody could see.
 *
 * <p>Of the points that share a pixel column only the first, the lowest, the highest and the last
 * are kept, which leaves the drawn pixels as they are: no peak is lost (M4; U. Jugel, Z. Jerzak, G.
 * Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10),
 * 2014).
 */
final class Thinning {
  private Thinning() {}

  /**
   * The points to draw, as rising indices.
   *
   * <p>A gap (NaN in either coordinate) stays a gap. A line that turns back in x is kept whole,
   * since its points are not in the order of the columns.
   *
   * @param x pixel positions
   * @param y pixel positions
   */
  static int[] visible(double[] x, double[] y) {
    int[] kept = new int[x.length];
    int count = 0;
    int start = 0;
    double previous = Double.NEGATIVE_INFINITY;
    while (start < x.length) {
      int end = columnEnd(x, y, start);
      for (int i = start; i < end; i++) {
        if (x[i] < previous) {
          return all(x.length);
        }
        previous = Double.isNaN(x[i]) ? previous : x[i];
      }
      count = keepExtremes(y, start, end, kept, count);
      start = end;
    }
    return Arrays.copyOf(kept, count);
  }

  /** The end of the points from {@code start} on that share a column, or that share a gap. */
  private static int columnEnd(double[] x, double[] y, int start) {
    boolean gap = isGap(x, y, start);
    double column = Math.floor(x[start]);
    int end = start + 1;
    while (end < x.length && isGap(x, y, end) == gap && (gap || Math.floor(x[end]) == column)) {
      end++;
    }
    return end;
  }

  private static int keepExtremes(double[] y, int start, int end, int[] kept, int count) {
    int lowest = start;
    int highest = start;
    for (int i = start + 1; i < end; i++) {
      lowest = y[i] < y[lowest] ? i : lowest;
      highest = y[i] > y[highest] ? i : highest;
    }
    int[] chosen = {start, Math.min(lowest, highest), Math.max(lowest, highest), end - 1};
    int next = count;
    for (int i = 0; i < chosen.length; i++) {
      if (i == 0 || chosen[i] > chosen[i - 1]) {
        kept[next++] = chosen[i];
      }
    }
    return next;
  }

  static boolean isGap(double[] x, double[] y, int i) {
    return Double.isNaN(x[i]) || Double.isNaN(y[i]);
  }

  private static int[] all(int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i);
    return indices;
  }
}
