package zigzag.network;

/**
 * Softmax and the cross-entropy to the labels, from logits, in double precision.
 *
 * <p>{@code p = exp(z - max z) / Σ exp(z - max z)} and {@code -log p[y] = log Σ exp(z - max z) -
 * (z[y] - max z)}: no exponential overflows, and a probability that underflows to 0 still has its
 * finite loss.
 *
 * <p>With a smoothing ε the target is {@code (1 - ε) onehot(y) + ε / C} rather than {@code
 * onehot(y)}, C the number of classes.
 *
 * <p>Source of smoothing: C. Szegedy et al., Rethinking the Inception architecture for computer
 * vision, CVPR 2016, arXiv:1512.00567.
 */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Turns the logits of one example into probabilities.
   *
   * @param rows on entry logits, on return probabilities, from {@code from} on
   * @return the loss of the example, in nats
   */
  static double probabilities(float[] rows, int from, int classes, int label, double smoothing) {
    float max = max(rows, from, classes);
    double target = (1 - smoothing) * (rows[from + label] - (double) max);
    if (smoothing > 0) {
      for (int c = from; c < from + classes; c++) {
        target += smoothing / classes * (rows[c] - (double) max);
      }
    }
    double sum = 0;
    for (int c = from; c < from + classes; c++) {
      double exp = Math.exp(rows[c] - (double) max);
      rows[c] = (float) exp;
      sum += exp;
    }
    for (int c = from; c < from + classes; c++) {
      rows[c] = (float) (rows[c] / sum);
    }
    return Math.log(sum) - target;
  }

  /**
   * Turns the probabilities of one example into the gradient of the batch's mean loss.
   *
   * @param rows on entry p, on return {@code (p - target) / batchSize}, from {@code from} on
   */
  static void gradient(
      float[] rows, int from, int classes, int label, double smoothing, int batchSize) {
    rows[from + label] -= (float) (1 - smoothing);
    float share = (float) (smoothing / classes);
    float scale = 1f / batchSize;
    for (int c = from; c < from + classes; c++) {
      rows[c] = (rows[c] - share) * scale;
    }
  }

  /**
   * The class that an example's logits speak for: the largest one's, the first of equals. Rounded
   * to probabilities, different logits can be equal.
   */
  static int prediction(float[] rows, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (rows[from + c] > rows[from + best]) {
        best = c;
      }
    }
    return best;
  }

  private static float max(float[] rows, int from, int classes) {
    float max = rows[from];
    for (int c = from + 1; c < from + classes; c++) {
      max = Math.max(max, rows[c]);
    }
    return max;
  }
}
