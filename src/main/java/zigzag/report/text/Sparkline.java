package zigzag.report.text;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Curves of one text line each, on a common logarithmic scale: a bar for each tenth of a curve (E.
 * Tufte, "Beautiful Evidence", 2006).
 */
public final class Sparkline {
  static final int LENGTH = 10;
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** A line for each curve; blank for one without a positive value. */
  public static List<String> of(List<double[]> curves) {
    List<double[]> bins = curves.stream().map(Sparkline::bins).toList();
    DoubleStream all = bins.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    var range = all.summaryStatistics();
    return bins.stream().map(values -> bars(values, range.getMin(), range.getMax())).toList();
  }

  /** The mean logarithm in each tenth of a curve; NaN where it has no positive value. */
  private static double[] bins(double[] curve) {
    double[] bins = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      int from = (int) ((long) i * curve.length / LENGTH);
      int to = Math.max(from + 1, (int) ((long) (i + 1) * curve.length / LENGTH));
      OptionalDouble mean =
          Arrays.stream(curve, Math.min(from, curve.length), Math.min(to, curve.length))
              .filter(value -> value > 0 && Double.isFinite(value))
              .map(Math::log)
              .average();
      bins[i] = mean.orElse(Double.NaN);
    }
    return bins;
  }

  private static String bars(double[] values, double low, double high) {
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      double share = high > low ? (value - low) / (high - low) : 0;
      int bar = (int) Math.min(BARS.length() - 1L, (long) (share * BARS.length()));
      line.append(Double.isFinite(value) ? BARS.charAt(bar) : ' ');
    }
    return line.toString().strip();
  }
}
