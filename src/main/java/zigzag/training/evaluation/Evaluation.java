package zigzag.training.evaluation;

import java.util.stream.IntStream;
import zigzag.archive.run.Confusion;

/**
 * What a network makes of some examples.
 *
 * @param loss the mean cross-entropy, in nats
 * @param labels the class of each example
 * @param predictions the class that each was taken for
 * @param confidences the probability of the predicted class
 * @param classes the number of classes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record Evaluation(
    double loss, int[] labels, int[] predictions, float[] confidences, int classes) {
  public int correct() {
    return (int) IntStream.range(0, labels.length).filter(k -> labels[k] == predictions[k]).count();
  }

  /** The share of examples that were classified right. */
  public double accuracy() {
    return correct() / (double) labels.length;
  }

  /** How often each class was taken for each. */
  public Confusion confusion() {
    long[][] counts = new long[classes][classes];
    for (int k = 0; k < labels.length; k++) {
      counts[labels[k]][predictions[k]]++;
    }
    return new Confusion(counts);
  }

  /** How many different classes were predicted at all. */
  public int predictedClasses() {
    return (int) IntStream.of(predictions).distinct().count();
  }
}
