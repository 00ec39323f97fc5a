package zigzag.training.batch;

import java.util.Arrays;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.data.Dataset;

/**
 * Which examples a training learns from, which it watches, and which it is judged by once, at the
 * end.
 *
 * @param train the data that training and validation examples come from
 * @param training the numbers of the training examples in {@code train}, ascending
 * @param validation the numbers of the held-out ones, ascending; none if nothing is held out
 * @param test the test data
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record DataSplit(Dataset train, int[] training, int[] validation, Dataset test) {
  /**
   * Holds out {@code validation} examples drawn at random.
   *
   * @throws InputException if that would leave none to train on, if the two sets differ in the size
   *     of their images, or if a test label is beyond those to train on
   */
  public static DataSplit of(Dataset train, Dataset test, int validation, long splitSeed) {
    if (validation < 0 || validation >= train.size()) {
      throw new InputException(
          Numerals.format(
              "--validation %d leaves nothing to train on: there are %d training examples; hold out"
                  + " fewer",
              validation, train.size()));
    }
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new InputException(
          "the test images of " + test.name() + " have another size than the training images");
    }
    requireKnown(train, test);
    int[] order = IntStream.range(0, train.size()).toArray();
    RandomStreams.shuffle(order, new RandomStreams(splitSeed).split());
    int[] heldOut = Arrays.stream(order, 0, validation).sorted().toArray();
    int[] rest = Arrays.stream(order, validation, order.length).sorted().toArray();
    return new DataSplit(train, rest, heldOut, test);
  }

  /** What is not in the training data can't be learnt: a network gets no output for it. */
  private static void requireKnown(Dataset train, Dataset test) {
    for (int i = 0; i < test.size(); i++) {
      if (test.label(i) >= train.classes()) {
        throw new InputException(
            Numerals.format(
                "the label of test example %d of %s is %d, but the training labels go up to %d;"
                    + " correct the labels, or take both parts from the same data set",
                i, test.name(), test.label(i), train.classes() - 1));
      }
    }
  }

  /** The number of classes, which the training data alone decides. */
  public int classes() {
    return train.classes();
  }
}
