package zigzag.data.digits;

import java.util.LinkedHashMap;
import java.util.Map;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.data.Provenance;

/**
 * Built-in digits to be made.
 *
 * @param train how many training images
 * @param test how many test images
 */
public record DigitsToMake(BuiltInDigits generator, int train, int test) {
  /** What {@code --data} calls them. */
  public static final String OPTION = "digits";

  /** How many test images go with so many training images: as many as in MNIST. */
  public static int usualTest(int train) {
    return Math.max(1, (int) ((long) train * BuiltInDigits.TEST_COUNT / BuiltInDigits.TRAIN_COUNT));
  }

  /**
   * Checks that there is memory for them.
   *
   * @throws InputException if there is not
   */
  public void requireRoom() {
    long bytes = BuiltInDigits.bytes(train) + BuiltInDigits.bytes(test);
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new InputException(
          Numerals.format(
              "--digits %d: with %s they take %s of memory, and the program may take %s; make"
                  + " fewer, allow more with ZIGZAG_HEAP, as in ZIGZAG_HEAP=8g, or write them to"
                  + " files (data export) and use their folder",
              train,
              Numerals.count(test, "test digit"),
              Numerals.bytes(bytes),
              Numerals.bytes(available)));
    }
  }

  /** Where they come from, with the sums of both parts. */
  public Provenance provenance(String trainSum, String testSum) {
    Map<String, String> sums = new LinkedHashMap<>();
    sums.put("train", trainSum);
    sums.put("test", testSum);
    return new Provenance(
        BuiltInDigits.NAME,
        OPTION,
        null,
        train,
        test == usualTest(train) ? null : test,
        generator.seed(),
        sums,
        null);
  }
}
