package zigzag.report.chart;

import java.util.Objects;
import java.util.Optional;

/**
 * One axis of a chart: its label, its scale and, where they are not to follow from the data, its
 * ends.
 */
public record Axis(String label, Scale scale, Optional<Range> limits) {

  /** How values are laid along an axis. */
  public enum Scale {
    LINEAR,
    /** Decimal logarithm; zero and negative values have no place on it and leave gaps. */
    LOG10
  }

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
    Objects.requireNonNull(label);
    if (scale == Scale.LOG10 && limits.isPresent() && limits.get().low() <= 0) {
      throw new IllegalArgumentException("a log axis from " + limits.get().low());
    }
  }

  /** A linear axis that covers the data. */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Optional.empty());
  }

  /** A logarithmic axis that covers the positive data. */
  public static Axis log10(String label) {
    return new Axis(label, Scale.LOG10, Optional.empty());
  }

  /** The same axis between fixed ends; what lies outside is cut off at the edge of the plot. */
  public Axis within(double low, double high) {
    return new Axis(label, scale, Optional.of(new Range(low, high)));
  }

  /** Whether a value has a place on the axis; the bound keeps differences of values finite. */
  public boolean shows(double value) {
    return Math.abs(value) < 1e300 && (scale == Scale.LINEAR || value > 1e-300);
  }
}
