package zigzag.report.chart;

import java.util.Arrays;

/**
 * One curve of a {@link LineChart}: points in the order they are joined, and how they are drawn.
 *
 * <p>A point whose {@code y} is NaN, infinite or off a logarithmic axis is a gap. The arrays are
 * taken as they are, without copying them.
 *
 * @param name what the legend calls it; a blank name is left out of the legend
 * @param style picks colour, dashes and marker: the same number, the same look in every chart
 * @param heights the y of each point and, where there is a band around the curve, such as a
 *     confidence interval, those of its lower and of its upper edge
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of values that nobody compares
public record Series(String name, int style, Look look, double[] x, double[]... heights) {

  public enum Look {
    /** A line and, where there are few points, markers on it. */
    LINE,
    /** A thin, pale line, for raw values behind their smoothed curve. */
    FAINT,
    /** A cross at each point and no line, for what failed. */
    CROSSES,
    /** A ring about each point and no line, for what was chosen. */
    RINGS
  }

  public Series {
    if (style < 0) {
      throw new IllegalArgumentException("style " + style);
    }
    if (Arrays.stream(heights).anyMatch(some -> some.length != x.length)) {
      throw new IllegalArgumentException(x.length + " x, and another number of y");
    }
  }

  public static Series of(String name, int style, double[] x, double[] y) {
    return new Series(name, style, Look.LINE, x, y);
  }

  public double[] y() {
    return heights[0];
  }

  public Series as(Look other) {
    return new Series(name, style, other, x, heights);
  }

  /** The same curve with the space between two edges shaded. */
  public Series withBand(double[] low, double[] high) {
    return new Series(name, style, look, x, y(), low, high);
  }
}
