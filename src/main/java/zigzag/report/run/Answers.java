package zigzag.report.run;

import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.archive.run.Confusion;

/**
 * What a network took the examples of a data set for.
 *
 * @param data the data set's name
 * @param image the pixels of an example, 0 black and 255 white
 * @param labels the class of each example
 * @param predictions the class that each was taken for
 * @param confidences the probability of the predicted class
 * @param loss the mean cross-entropy, in nats
 * @param confusion how often each class was taken for each
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record Answers(
    String data,
    int rows,
    int columns,
    IntFunction<byte[]> image,
    int[] labels,
    int[] predictions,
    float[] confidences,
    double loss,
    Confusion confusion) {
  int size() {
    return labels.length;
  }

  boolean isRight(int example) {
    return labels[example] == predictions[example];
  }

  /** An example's number, classes and percentage in a format. */
  String words(int example, String format) {
    double percent = 100 * confidences[example];
    return Numerals.format(format, example, labels[example], predictions[example], percent);
  }

  long wrong() {
    return size() - confusion.right();
  }

  double accuracy() {
    return confusion.right() / (double) size();
  }

  /** All examples, those of the smallest rank first. */
  IntStream sorted(ToDoubleFunction<Integer> rank) {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble(rank))
        .mapToInt(Integer::intValue);
  }

  /**
   * The result in a line.
   *
   * @param set the part of the data: test or training
   */
  public String headline(String set) {
    return Numerals.format(
        "%s, %s set: %.2f %% right (%,d of %,d wrong), loss %s",
        data, set, 100 * accuracy(), wrong(), size(), Numerals.fixed(loss, 4));
  }
}
