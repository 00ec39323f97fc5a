package zigzag.report.text;

import java.util.OptionalDouble;
import zigzag.Numerals;

/** A comparison's figures as people read them. */
public final class Figures {
  private Figures() {}

  public static String format(String format, Object... values) {
    return Numerals.format(format, values);
  }

  public static String rate(double learningRate) {
    return Numerals.rate(learningRate);
  }

  public static String rate(OptionalDouble learningRate) {
    return learningRate.isEmpty() ? "" : rate(learningRate.getAsDouble());
  }

  public static String loss(double loss) {
    return Numerals.loss(loss);
  }

  public static String steps(OptionalDouble steps) {
    return steps.isEmpty() ? "" : Numerals.whole((long) Math.ceil(steps.getAsDouble()));
  }
}
