package zigzag.training;

/**
 * What a network makes of some examples.
 *
 * @param loss the mean cross-entropy, in nats
 * @param correct how many were classified right
 * @param labels the class of each example
 * @param predictions the class with the largest probability, the first of equals
 * @param confidences the probability of the predicted class
 * @param classes the number of classes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record Evaluation(
    double loss, int correct, int[] labels, int[] predictions, float[] confidences, int classes) {
  /**
   * What probabilities come to.
   *
   * @param probabilities {@code examples × classes}, row by row
   * @param labels the class of each example
   */
  static Evaluation of(double[] probabilities, int[] labels, int classes) {
    int[] predictions = new int[labels.length];
    float[] confidences = new float[labels.length];
    double loss = 0;
    int correct = 0;
    for (int k = 0; k < labels.length; k++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (probabilities[k * classes + c] > probabilities[k * classes + best]) {
          best = c;
        }
      }
      predictions[k] = best;
      confidences[k] = (float) probabilities[k * classes + best];
      loss -= Math.log(Math.max(probabilities[k * classes + labels[k]], Double.MIN_NORMAL));
      correct += best == labels[k] ? 1 : 0;
    }
    return new Evaluation(loss / labels.length, correct, labels, predictions, confidences, classes);
  }

  /** The share of examples that were classified right. */
  public double accuracy() {
    return correct / (double) labels.length;
  }

  /** How often class {@code [row]} was taken for class {@code [column]}. */
  public int[][] confusion() {
    int[][] counts = new int[classes][classes];
    for (int k = 0; k < labels.length; k++) {
      counts[labels[k]][predictions[k]]++;
    }
    return counts;
  }

  /** How many different classes were predicted at all. */
  public int predictedClasses() {
    boolean[] seen = new boolean[classes];
    int count = 0;
    for (int prediction : predictions) {
      if (!seen[prediction]) {
        seen[prediction] = true;
        count++;
      }
    }
    return count;
  }
}
