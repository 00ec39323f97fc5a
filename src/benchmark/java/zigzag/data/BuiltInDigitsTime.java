package zigzag.data;

import java.util.Locale;
import zigzag.data.digits.BuiltInDigits;

/**
 * Prints the seconds that all 70,000 built-in digits take in a fresh process, as users draw them.
 */
final class BuiltInDigitsTime {
  private BuiltInDigitsTime() {}

  /** No arguments. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    BuiltInDigits digits = new BuiltInDigits(1);
    int images =
        digits.train(BuiltInDigits.TRAIN_COUNT).size()
            + digits.test(BuiltInDigits.TEST_COUNT).size();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%d %.2f%n", images, seconds);
  }
}
