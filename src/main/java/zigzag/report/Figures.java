package zigzag.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A comparison's figures as people read them. */
final class Figures {
  private Figures() {}

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A share in percent, with its standard deviation if it has one: {@code 97.51 ± 0.07}. */
  static String percent(Estimate share) {
    String mean = format("%.2f", 100 * share.mean());
    return share.sd().isEmpty()
        ? mean
        : mean + " ± " + format("%.2f", 100 * share.sd().getAsDouble());
  }

  /** The interval of a share in percent, the two ends joined by a word or a dash. */
  static String interval(Estimate share, String joined) {
    return share
        .interval()
        .map(i -> format("%.2f%s%.2f", 100 * i.low(), joined, 100 * i.high()))
        .orElse("");
  }

  /** A share as short as it goes: {@code 97 %}. */
  static String share(double share) {
    return Decimals.computed(100 * share) + " %";
  }

  /** A learning rate with three digits. */
  static String rate(double learningRate) {
    BigDecimal digits = new BigDecimal(learningRate).round(new MathContext(3));
    if (learningRate >= 1e-4 && learningRate < 1e5) {
      return digits.stripTrailingZeros().toPlainString();
    }
    return format("%.2e", learningRate).replaceFirst("\\.?0*e([+-])0?", "e$1");
  }

  static String rate(OptionalDouble learningRate) {
    return learningRate.isEmpty() ? "" : rate(learningRate.getAsDouble());
  }

  static String p(OptionalDouble p) {
    if (p.isEmpty()) {
      return "";
    }
    return p.getAsDouble() < 0.001 ? "<0.001" : format("%.3f", p.getAsDouble());
  }

  static String loss(double loss) {
    return format(loss < 10 ? "%.4f" : loss < 1000 ? "%.2f" : "%.1e", loss);
  }

  /** A loss with its standard deviation if it has one. */
  static String loss(Optional<Estimate> loss) {
    return loss.map(
            l ->
                loss(l.mean())
                    + l.sd().stream().mapToObj(sd -> " ± " + loss(sd)).findFirst().orElse(""))
        .orElse("");
  }

  static String seconds(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return "";
    }
    double value = seconds.getAsDouble();
    return format(
        value < 100 ? "%.2f" : value < 1000 ? "%.1f" : value < 1e6 ? "%.0f" : "%.1e", value);
  }

  static String steps(OptionalDouble steps) {
    return Decimals.computed(steps); // a median can lie half a step between two
  }

  /** A number and what it counts, in the plural where that is called for. */
  static String count(int number, String noun) {
    return format("%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
