package zigzag.archive.symmetry;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How often values lie in bins of equal widths.
 *
 * @param counts of the bins, from low to high
 */
public record Histogram(double low, double high, List<Long> counts) {
  public Histogram {
    counts = List.copyOf(counts);
  }

  /** Counts values; those beyond the ends are in the outermost bins, NaN in none. */
  public static Histogram of(float[] values, double low, double high, int bins) {
    long[] counts = new long[bins];
    for (float value : values) {
      if (!Float.isNaN(value)) {
        int bin = (int) ((value - low) / (high - low) * bins);
        counts[Math.max(0, Math.min(bins - 1, bin))]++;
      }
    }
    return new Histogram(low, high, LongStream.of(counts).boxed().toList());
  }

  /** Each bin's share of all values; zeros if there are none. */
  public double[] shares() {
    double total = Math.max(1, counts.stream().mapToDouble(Long::doubleValue).sum());
    return counts.stream().mapToDouble(count -> count / total).toArray();
  }

  /** Where a bin starts, in single precision. */
  float start(int bin) {
    return (float) (low + (high - low) * bin / counts.size());
  }

  boolean hasBinsOf(Histogram other) {
    return low == other.low && high == other.high && counts.size() == other.counts.size();
  }
}
