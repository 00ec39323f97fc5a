package zigzag.report.chart;

import java.util.BitSet;
import java.util.stream.IntStream;

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

  static boolean isGap(double[] x, double[] y, int i) {
    return Double.isNaN(x[i]) || Double.isNaN(y[i]);
  }
}
