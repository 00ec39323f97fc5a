package zigzag.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A curve in one line of text, from the Unicode block characters {@code ▁▂▃▄▅▆▇█}. */
public final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws values from left to right, the lowest as {@code ▁} and the highest as {@code █}.
   *
   * <p>More values than characters are averaged in groups of nearly equal size. A group without a
   * finite value is a space; if all are equal they are drawn at half height.
   *
   * @param width the largest number of characters
   */
  public static String of(double[] values, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("a sparkline of " + width + " characters");
    }
    double[] means = means(values, Math.min(width, values.length));
    double low = finite(means).min().orElse(0);
    double high = finite(means).max().orElse(0);
    StringBuilder line = new StringBuilder(means.length);
    for (double mean : means) {
      if (Double.isNaN(mean)) {
        line.append(' ');
      } else {
        double share = high > low ? (mean - low) / (high - low) : 0.5;
        line.append(BLOCKS.charAt((int) Math.min(7, Math.floor(share * 8))));
      }
    }
    return line.toString();
  }

  private static double[] means(double[] values, int groups) {
    double[] means = new double[groups];
    for (int g = 0; g < groups; g++) {
      int from = (int) ((long) g * values.length / groups);
      int to = (int) ((long) (g + 1) * values.length / groups);
      means[g] = finite(Arrays.copyOfRange(values, from, to)).average().orElse(Double.NaN);
    }
    return means;
  }

  private static DoubleStream finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite);
  }
}
