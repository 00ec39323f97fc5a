package zigzag.report.text;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.Numerals;
import zigzag.archive.Decimals;

/** A comparison's figures as people read them. */
public final class Figures {
  private Figures() {}

  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A share in percent, with its standard deviation if it has one: {@code 97.51 ± 0.07}. */
  public static String percent(Estimate share) {
    String mean = format("%.2f", 100 * share.mean());
    return share.sd().isEmpty()
        ? mean
        : mean + " ± " + format("%.2f", 100 * share.sd().getAsDouble());
  }

  /** The interval of a share in percent, the two ends joined by a word or a dash. */
  public static String interval(Estimate share, String joined) {
    return share
        .interval()
        .map(i -> format("%.2f%s%.2f", 100 * i.low(), joined, 100 * i.high()))
        .orElse("");
  }

  /** A share as short as it goes: {@code 97 %}. */
  public static String share(double share) {
    return Decimals.computed(100 * share) + " %";
  }

  /** A learning rate with three digits. */
  public static String rate(double learningRate) {
    return Numerals.rounded(learningRate, 3);
  }

  public static String rate(OptionalDouble learningRate) {
    return learningRate.isEmpty() ? "" : rate(learningRate.getAsDouble());
  }

  public static String p(OptionalDouble p) {
    if (p.isEmpty()) {
      return "";
    }
    return p.getAsDouble() < 0.001 ? "<0.001" : format("%.3f", p.getAsDouble());
  }

  public static String loss(double loss) {
    return loss < 1000 ? Numerals.fixed(loss, loss < 10 ? 4 : 2) : Numerals.rounded(loss, 3);
  }

  /** A loss with its standard deviation if it has one. */
  public static String loss(Optional<Estimate> loss) {
    return loss.map(
            l ->
                loss(l.mean())
                    + l.sd().stream().mapToObj(sd -> " ± " + loss(sd)).findFirst().orElse(""))
        .orElse("");
  }

  public static String seconds(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return "";
    }
    double value = seconds.getAsDouble();
    return Numerals.fixed(value, value < 100 ? 2 : value < 1000 ? 1 : 0);
  }

  public static String steps(OptionalDouble steps) {
    // A median can lie half a step between two, and there are no half steps.
    return steps.isEmpty() ? "" : Numerals.whole((long) Math.ceil(steps.getAsDouble()));
  }
}
