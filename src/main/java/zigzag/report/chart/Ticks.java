package zigzag.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import zigzag.Numerals;
import zigzag.report.chart.Axis.Range;

/**
 * The ends of an axis and the round values marked on it.
 *
 * <p>Linear steps are 1, 2 or 5 times a power of ten (P. Heckbert, "Nice Numbers for Graph Labels",
 * Graphics Gems, 1990). A logarithmic axis has a mark at each power of ten; at 1, 2 and 5 times
 * those where it covers little more than a decade; and linear steps where it covers less.
 *
 * @param marks the marks between them, in rising order
 */
public record Ticks(Axis axis, Range range, List<Tick> marks) {
  /** A mark; one without a label is a fine line between those that have one. */
  public record Tick(double value, String label) {}

  /** Spans below this fraction of the values are rounding noise. */
  private static final double LEAST_SPAN = 1e-9;

  /** Below this, numbers have a power of ten: the largest of a linear axis, where all are alike. */
  private static final double LEAST_PLAIN_END = 1e-3;

  /** Pixels far outside any picture, and short when written. */
  private static final double FAR = 1e5;

  /**
   * The axis for some values.
   *
   * @param values what must lie on the axis; values that it cannot show are passed over
   * @param most the largest number of steps between labelled marks
   * @param rounded whether the ends move outwards to the next mark
   */
  public static Ticks of(Axis axis, DoubleStream values, int most, boolean rounded) {
    Range range = axis.limits().orElse(null);
    if (range == null) {
      range = cover(values.filter(axis::shows), axis.log());
      if (rounded) {
        range = axis.log() ? roundLog(range, most) : roundLinear(range, most);
      }
    }
    return new Ticks(axis, range, axis.log() ? log(range, most) : linear(range, most));
  }

  /** The marks of an axis with fixed ends. */
  public static Ticks of(Axis axis, int most) {
    return of(axis, DoubleStream.empty(), most, false);
  }

  /** The pixels of values, from those of the two ends; NaN for what the axis cannot show. */
  double[] pixels(double start, double end, double... values) {
    return Arrays.stream(values).map(value -> pixel(start, end, value)).toArray();
  }

  double pixel(double start, double end, double value) {
    if (!axis.shows(value)) {
      return Double.NaN;
    }
    double low = place(range.low());
    double share = (place(value) - low) / (place(range.high()) - low);
    return Math.max(-FAR, Math.min(FAR, start + share * (end - start)));
  }

  private double place(double value) {
    return axis.log() ? Math.log(value) : value;
  }

  private static Range cover(DoubleStream values, boolean log) {
    var summary = values.summaryStatistics();
    if (summary.getCount() == 0) {
      return log ? new Range(0.1, 1) : new Range(0, 1);
    }
    double low = summary.getMin();
    double high = summary.getMax();
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low > LEAST_SPAN * size) {
      return new Range(low, high);
    }
    if (log) {
      return new Range(low / 2, high * 2);
    }
    return size < 1e-300 ? new Range(0, 1) : new Range(low - 0.1 * size, high + 0.1 * size);
  }

  /** A step of {@code digit} (1, 2 or 5) times ten to {@code power}. */
  private record Step(int digit, int power) {
    /** The smallest that divides the span into at most the given number of steps. */
    static Step of(double span, int most) {
      int power = (int) Math.floor(Math.log10(span / most));
      for (int p = power; ; p++) {
        for (int digit : new int[] {1, 2, 5}) {
          if (span / new Step(digit, p).size() <= most * (1 + LEAST_SPAN)) {
            return new Step(digit, p);
          }
        }
      }
    }

    double size() {
      return at(1).doubleValue();
    }

    BigDecimal at(long multiple) {
      return BigDecimal.valueOf(multiple * digit).scaleByPowerOfTen(power);
    }

    Tick mark(long multiple, boolean powers) {
      BigDecimal value = at(multiple);
      String format = "%,." + Math.max(0, -power) + "f";
      String label = powers ? Numerals.withPower(value) : Numerals.format(format, value);
      return new Tick(value.doubleValue(), label);
    }

    long below(double value) {
      return (long) Math.floor(value / size() + LEAST_SPAN);
    }

    long above(double value) {
      return (long) Math.ceil(value / size() - LEAST_SPAN);
    }
  }

  private static List<Tick> linear(Range range, int most) {
    Step step = Step.of(range.span(), most);
    long first = step.above(range.low());
    long last = step.below(range.high());
    double size = Math.max(step.at(first).abs().doubleValue(), step.at(last).abs().doubleValue());
    boolean powers = size >= Numerals.MAX_PLAIN || size < LEAST_PLAIN_END;
    return LongStream.rangeClosed(first, last).mapToObj(i -> step.mark(i, powers)).toList();
  }

  private static Range roundLinear(Range range, int most) {
    Step step = Step.of(range.span(), most);
    return new Range(
        step.at(step.below(range.low())).doubleValue(),
        step.at(step.above(range.high())).doubleValue());
  }

  private static List<Tick> log(Range range, int most) {
    double decades = Math.log10(range.high()) - Math.log10(range.low());
    List<Tick> fine = digits(range, 1, 2, 5);
    if (fine.size() < 3) {
      return linear(range, most);
    }
    if (fine.size() <= most || decades < 2) {
      return fine;
    }
    int stride = (int) Math.ceil(decades / most);
    List<Tick> ticks = new ArrayList<>();
    for (Tick tick : digits(range, 1, 2, 3, 4, 5, 6, 7, 8, 9)) {
      int power = (int) Math.floor(Math.log10(tick.value()) + LEAST_SPAN);
      boolean isPower = Math.abs(tick.value() / Math.pow(10, power) - 1) < LEAST_SPAN;
      boolean labelled = isPower && Math.floorMod(power, stride) == 0;
      if (labelled || stride == 1) {
        ticks.add(labelled ? tick : new Tick(tick.value(), ""));
      }
    }
    return ticks;
  }

  private static List<Tick> digits(Range range, int... digits) {
    List<Tick> ticks = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(range.high()) + LEAST_SPAN);
    for (int p = (int) Math.floor(Math.log10(range.low()) - LEAST_SPAN); p <= last; p++) {
      for (int digit : digits) {
        Step step = new Step(digit, p);
        double value = step.size();
        if (value >= range.low() * (1 - LEAST_SPAN) && value <= range.high() * (1 + LEAST_SPAN)) {
          ticks.add(step.mark(1, value >= Numerals.MAX_PLAIN || value < Numerals.LEAST_PLAIN));
        }
      }
    }
    return ticks;
  }

  /** Moves the ends of a logarithmic axis out to the next 1, 2 or 5 times a power of ten. */
  private static Range roundLog(Range range, int most) {
    if (range.high() / range.low() < 2) {
      Range rounded = roundLinear(range, most);
      return rounded.low() > 0 ? rounded : new Range(range.low(), rounded.high());
    }
    Range wide = new Range(range.low() / 10, range.high() * 10);
    double[] ends = digits(wide, 1, 2, 5).stream().mapToDouble(Tick::value).toArray();
    double low = range.low() * (1 + LEAST_SPAN);
    double high = range.high() * (1 - LEAST_SPAN);
    return new Range(
        Arrays.stream(ends).filter(end -> end <= low).max().orElse(range.low()),
        Arrays.stream(ends).filter(end -> end >= high).min().orElse(range.high()));
  }
}
