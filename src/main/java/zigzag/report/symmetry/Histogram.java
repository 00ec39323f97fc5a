package zigzag.report.symmetry;

import java.util.List;

/**
 * How often values lie in bins of equal widths.
 *
 * @param low where the first bin starts
 * @param high where the last bin ends
 * @param counts of the bins, from low to high
 */
record Histogram(double low, double high, List<Long> counts) {
  Histogram {
    counts = List.copyOf(counts);
  }

  /** Each bin's share of all values; zeros if there are none. */
  double[] shares() {
    double total = Math.max(1, counts.stream().mapToDouble(Long::doubleValue).sum());
    return counts.stream().mapToDouble(count -> count / total).toArray();
  }

  boolean hasBinsOf(Histogram other) {
    return low == other.low && high == other.high && counts.size() == other.counts.size();
  }
}
