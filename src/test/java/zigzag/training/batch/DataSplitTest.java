package zigzag.training.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.data.Dataset;

class DataSplitTest {
  private static Dataset data(int count, int rows, int columns, int classes) {
    return new Dataset(
        "blank", rows, columns, classes, new byte[count * rows * columns], new byte[count]);
  }

  private static DataSplit split(int count, int validation, long seed) {
    return DataSplit.of(data(count, 1, 1, 10), data(3, 1, 1, 10), validation, seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "100, 0", "100, 1", "100, 37", "100, 99"})
  void everyExampleIsOnOneSide(int count, int validation) {
    for (long seed = 1; seed <= 10; seed++) {
      DataSplit split = split(count, validation, seed);
      assertEquals(validation, split.validation().length);
      assertEquals(count - validation, split.training().length);
      int[] all =
          IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, count).toArray(), all);
      assertAscends(split.training());
      assertAscends(split.validation());
    }
  }

  private static void assertAscends(int[] values) {
    for (int i = 1; i < values.length; i++) {
      assertTrue(values[i - 1] < values[i]);
    }
  }

  @Test
  void dependsOnTheSeedAlone() {
    assertArrayEquals(split(1000, 100, 4).validation(), split(1000, 100, 4).validation());
    assertFalse(Arrays.equals(split(1000, 100, 4).validation(), split(1000, 100, 5).validation()));
  }

  @Test
  void holdsOutFromAllOverTheData() {
    int[] chosen = split(10_000, 1000, 1).validation();
    long firstHalf = Arrays.stream(chosen).filter(example -> example < 5000).count();
    // six standard deviations of a hypergeometric count
    assertEquals(500, (double) firstHalf, 6 * Math.sqrt(1000 * 0.25 * 0.9));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100, 101, Integer.MAX_VALUE})
  void refusesToHoldOutEverything(int validation) {
    InputException e = assertThrows(InputException.class, () -> split(100, validation, 1));
    assertEquals(
        "--validation "
            + validation
            + " leaves nothing to train on: there are 100 training examples; hold out fewer",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"2, 6", "4, 3", "3, 5"})
  void refusesTestImagesOfAnotherSize(int rows, int columns) {
    Dataset train = data(10, 3, 4, 10);
    Dataset test = data(10, rows, columns, 10);
    assertThrows(InputException.class, () -> DataSplit.of(train, test, 1, 1));
  }

  @Test
  void hasTheClassesOfTheTrainingDataAlone() {
    Dataset train = data(9, 1, 1, 8);
    assertEquals(8, DataSplit.of(train, data(9, 1, 1, 7), 0, 1).classes());
    // More classes than there are labels of: what counts is what the labels are.
    Dataset wide = new Dataset("x", 1, 1, 11, new byte[2], new byte[] {7, 0});
    assertEquals(8, DataSplit.of(train, wide, 0, 1).classes());
  }

  @Test
  void refusesATestLabelBeyondThoseToTrainOn() {
    Dataset test = new Dataset("x", 1, 1, 9, new byte[2], new byte[] {7, 8});
    InputException e =
        assertThrows(InputException.class, () -> DataSplit.of(data(9, 1, 1, 8), test, 0, 1));
    assertEquals(
        "the label of test example 1 of x is 8, but the training labels go up to 7; correct the"
            + " labels, or take both parts from the same data set",
        e.getMessage());
  }
}
