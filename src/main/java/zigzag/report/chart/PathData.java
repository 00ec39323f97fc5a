package zigzag.report.chart;

import java.util.Arrays;

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
    for (int i : Thinning.visible(x, y)) {
      if (Thinning.isGap(x, y, i)) {
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
    int start = 0;
    while (start < x.length) {
      int end = start;
      while (end < x.length && !Thinning.isGap(x, low, end) && !Thinning.isGap(x, high, end)) {
        end++;
      }
      path.stretch(x, low, high, start, end);
      start = end + 1;
    }
    return path.out.toString();
  }

  private void stretch(double[] x, double[] low, double[] high, int start, int end) {
    if (end - start < 2) {
      return;
    }
    double[] along = Arrays.copyOfRange(x, start, end);
    double[] upper = Arrays.copyOfRange(high, start, end);
    double[] lower = Arrays.copyOfRange(low, start, end);
    moveTo(along[0], upper[0]);
    for (int i : Thinning.visible(along, upper)) {
      lineTo(along[i], upper[i]);
    }
    int[] back = Thinning.visible(along, lower);
    for (int i = back.length - 1; i >= 0; i--) {
      lineTo(along[back[i]], lower[back[i]]);
    }
    out.append('z');
    // After z the current point is the start of the area; the next stretch starts with M anyway.
  }

  /** The same marker at every point that is not a gap. */
  public static String markers(double[] x, double[] y, String marker) {
    PathData path = new PathData();
    for (int i = 0; i < x.length; i++) {
      if (!Thinning.isGap(x, y, i)) {
        path.moveTo(x[i], y[i]);
        path.out.append(marker);
      }
    }
    return path.out.toString();
  }

  /** A marker at a point. */
  public static String marker(double x, double y, String marker) {
    return markers(new double[] {x}, new double[] {y}, marker);
  }

  private void moveTo(double toX, double toY) {
    x = tenths(toX);
    y = tenths(toY);
    out.append('M');
    number(x);
    separated(y);
  }

  /** Draws to a point and says whether that is another than the current one. */
  private boolean lineTo(double toX, double toY) {
    long nextX = tenths(toX);
    long nextY = tenths(toY);
    if (nextX == x && nextY == y) {
      return false;
    }
    out.append('l');
    number(nextX - x);
    separated(nextY - y);
    x = nextX;
    y = nextY;
    return true;
  }

  /** Makes a point without neighbours visible: a line of no length has round ends. */
  private void dot(boolean alone) {
    if (alone) {
      out.append("h0");
    }
  }

  private static long tenths(double pixels) {
    return Math.round(pixels * 10);
  }

  private void separated(long tenths) {
    if (tenths >= 0) {
      out.append(' ');
    }
    number(tenths);
  }

  private void number(long tenths) {
    if (tenths < 0) {
      out.append('-');
    }
    long size = Math.abs(tenths);
    if (size >= 10 || size == 0) {
      out.append(size / 10);
    }
    if (size % 10 != 0) {
      out.append('.').append(size % 10);
    }
  }
}
