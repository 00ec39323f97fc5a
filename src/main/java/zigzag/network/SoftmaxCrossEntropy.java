package zigzag.network;

/**
 * Softmax and the cross-entropy to the labels, from logits, in double precision.
 *
 * <p>{@code p = exp(z - max z) / Σ exp(z - max z)} and {@code -log p[y] = log Σ exp(z - max z) -
 * (z[y] - max z)}: no exponential overflows, and a probability that underflows to 0 still has its
 * finite loss.
 */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Turns the logits of one example into probabilities.
   *
   * @param rows on entry logits, on return probabilities, from {@code from} on
   * @return the loss of the example, in nats
   */
  static double probabilities(float[] rows, int from, int classes, int label) {
    float max = max(rows, from, classes);
    double labelLogit = rows[from + label] - (double) max;
    double sum = 0;
    for (int c = from; c < from + classes; c++) {
      double exp = Math.exp(rows[c] - (double) max);
      rows[c] = (float) exp;
      sum += exp;
    }
    for (int c = from; c < from + classes; c++) {
      rows[c] = (float) (rows[c] / sum);
    }
    return Math.log(sum) - labelLogit;
  }

  /**
   * Turns the probabilities of one example into the gradient of the batch's mean loss.
   *
   * @param rows on entry p, on return {@code (p - onehot(label)) / batchSize}, from {@code from} on
   */
  static void gradient(float[] rows, int from, int classes, int label, int batchSize) {
    rows[from + label] -= 1f;
    float scale = 1f / batchSize;
    for (int c = from; c < from + classes; c++) {
      rows[c] *= scale;
    }
  }

  /** Whether the largest of an example's values is at its label; the first of equals counts. */
  static boolean hit(float[] rows, int from, int classes, int label) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (rows[from + c] > rows[from + best]) {
        best = c;
      }
    }
    return best == label;
  }

  private static float max(float[] rows, int from, int classes) {
    float max = rows[from];
    for (int c = from + 1; c < from + classes; c++) {
      max = Math.max(max, rows[c]);
    }
    return max;
  }
}
