package zigzag.report.chart;

import java.util.Optional;

/**
 * One axis of a chart.
 *
 * @param log whether it is logarithmic; zero and negative values have no place on it and leave gaps
 * @param limits its ends; empty where they follow from the data
 */
public record Axis(String label, boolean log, Optional<Range> limits) {

  /** The values at the two ends of an axis, {@code low < high}, both finite. */
  public record Range(double low, double high) {
    public Range {
      if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException("an axis from " + low + " to " + high);
      }
    }

    public double span() {
      return high - low;
    }
  }

  public Axis {
    if (log && limits.isPresent() && limits.get().low() <= 0) {
      throw new IllegalArgumentException("a log axis from " + limits.get().low());
    }
  }

  public static Axis linear(String label) {
    return new Axis(label, false, Optional.empty());
  }

  public static Axis log10(String label) {
    return new Axis(label, true, Optional.empty());
  }

  /** The same axis between fixed ends; what lies outside is cut off at the edge of the plot. */
  public Axis within(double low, double high) {
    return new Axis(label, log, Optional.of(new Range(low, high)));
  }

  /** Whether a value has a place on the axis; the bound keeps differences of values finite. */
  public boolean shows(double value) {
    return Math.abs(value) < 1e300 && (!log || value > 1e-300);
  }
}
