package zigzag.archive;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for files that programs read. */
public final class Decimals {
  /** Enough for any use of a computed figure, and few enough that sums in any order agree. */
  private static final MathContext COMPUTED = new MathContext(10);

  private Decimals() {}

  /** The shortest decimal that gives back a value, without a power of ten; none for infinities. */
  public static String shortest(double value) {
    return Double.isFinite(value) ? plain(BigDecimal.valueOf(value)) : "";
  }

  /** A figure that was computed, without the digits that are rounding only. */
  public static String computed(double value) {
    return Double.isFinite(value) ? plain(BigDecimal.valueOf(value).round(COMPUTED)) : "";
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
