package zigzag.cli.option;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import zigzag.InputException;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;

/**
 * Built-in digits to be made.
 *
 * @param train how many training images
 * @param test how many test images
 */
public record DigitsToMake(BuiltInDigits generator, int train, int test) {
  /** What {@code --data} calls them. */
  static final String OPTION = "digits";

  /** How many test images go with so many training images: as many as in MNIST. */
  static int usualTest(int train) {
    return Math.max(1, (int) ((long) train * BuiltInDigits.TEST_COUNT / BuiltInDigits.TRAIN_COUNT));
  }

  /**
   * Makes them in memory.
   *
   * @throws InputException if there is not enough of it
   */
  LoadedData make() throws IOException {
    long bytes = BuiltInDigits.bytes(train) + BuiltInDigits.bytes(test);
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--digits %d: with %d test digits they take %d MB of memory, and the program may take"
                  + " %d MB; make fewer, allow more with ZIGZAG_HEAP, as in ZIGZAG_HEAP=8g, or write"
                  + " them to files (data export) and use their folder",
              train,
              test,
              bytes >> 20,
              available >> 20));
    }
    Dataset trainData = generator.train(train);
    Dataset testData = generator.test(test);
    return new LoadedData(trainData, testData, describe(trainData.sha256(), testData.sha256()));
  }

  /** What {@code config.json} says of them. */
  public ObjectNode describe(String trainSum, String testSum) {
    ObjectNode description = new ObjectMapper().createObjectNode();
    description.put("name", BuiltInDigits.NAME);
    description.put("option", OPTION);
    description.put("digits", train);
    if (test != usualTest(train)) {
      description.put("test-digits", test);
    }
    description.put("digits-seed", generator.seed());
    ObjectNode sums = description.putObject("sha256");
    sums.put("train", trainSum);
    sums.put("test", testSum);
    return description;
  }
}
