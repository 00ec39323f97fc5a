package zigzag;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as people read them, the same in every text, table and page: thousands are set off by
 * commas, and numbers below 0.0001 or from ten million on have a power of ten, as in 7.2e-5.
 */
public final class Numerals {
  public static final double LEAST_PLAIN = 1e-4;
  public static final double MAX_PLAIN = 1e7;

  private static final long KILOBYTE = 1 << 10;
  private static final long MEGABYTE = 1 << 20;

  private Numerals() {}

  /** A text with numbers in it, the same in every country. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  public static String whole(long number) {
    return format("%,d", number);
  }

  /** A number and what it counts, in the plural where that is called for. */
  public static String count(long number, String noun) {
    return whole(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A number with so many digits that count, and no zeros at its end. */
  public static String rounded(double number, int digits) {
    if (!Double.isFinite(number)) {
      return String.valueOf(number);
    }
    return text(new BigDecimal(number).round(new MathContext(digits)), true);
  }

  /** A number with so many decimals; with as many digits that count where it needs a power. */
  public static String fixed(double number, int decimals) {
    double size = Math.abs(number);
    if (!Double.isFinite(number) || size >= MAX_PLAIN || (size > 0 && size < LEAST_PLAIN)) {
      return rounded(number, 2);
    }
    return format("%,." + decimals + "f", number);
  }

  public static String rate(double learningRate) {
    return rounded(learningRate, 3);
  }

  /** A number of steps; a median can lie half a step between two, and there are no half steps. */
  public static String steps(double steps) {
    return whole((long) Math.ceil(steps));
  }

  /** A loss, with as many digits as its size allows. */
  public static String loss(double loss) {
    return loss < 1000 ? fixed(loss, loss < 10 ? 4 : 2) : rounded(loss, 3);
  }

  /** All digits of a number, as one would type it: without commas. */
  public static String typed(double number) {
    return Double.isFinite(number) ? text(BigDecimal.valueOf(number), false) : "" + number;
  }

  private static String text(BigDecimal number, boolean grouped) {
    double size = Math.abs(number.doubleValue());
    if (size < LEAST_PLAIN || size >= MAX_PLAIN) {
      return withPower(number);
    }
    BigDecimal digits = number.stripTrailingZeros();
    int decimals = Math.max(0, digits.scale());
    return grouped ? format("%,." + decimals + "f", digits) : digits.toPlainString();
  }

  /** A number with a power of ten, as in 1.5e-7; 0 without. */
  public static String withPower(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal digits = number.stripTrailingZeros();
    int power = digits.precision() - digits.scale() - 1;
    return digits.scaleByPowerOfTen(-power).toPlainString() + "e" + power;
  }

  /** The size of a file or of memory, with one decimal where it would be short otherwise. */
  public static String bytes(long bytes) {
    if (bytes < KILOBYTE) {
      return count(bytes, "byte");
    }
    boolean small = bytes < MEGABYTE;
    BigDecimal size =
        BigDecimal.valueOf(bytes)
            .divide(BigDecimal.valueOf(small ? KILOBYTE : MEGABYTE), 1, RoundingMode.HALF_UP);
    int decimals = size.compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
    return format("%,." + decimals + "f %s", size, small ? "KB" : "MB");
  }
}
