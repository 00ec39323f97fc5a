package zigzag.network;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Compares the gradient that backpropagation computes with the slope of the loss.
 *
 * <p>The slope is the central difference {@code (L(θ + ε e) - L(θ - ε e)) / 2ε} of a forward pass
 * in double precision that shares no code with {@link TwoLayerNetwork}.
 */
public final class GradientCheck {
  /** ε: at 1e-5 truncation and rounding each cost about 1e-10. */
  private static final double STEP = 1e-5;

  private final Layout layout;
  private final Activation activation;
  private final Batch batch;

  /** A check on the given batch. */
  public GradientCheck(Layout layout, Activation activation, Batch batch) {
    this.layout = layout;
    this.activation = activation;
    this.batch = batch;
  }

  /**
   * What came out for one group of parameters.
   *
   * @param name W1, W2, b1 or b2
   * @param checked how many of its parameters were compared
   * @param size how many there are
   * @param relativeError {@code |analytic - numerical| / (|analytic| + |numerical|)}, the Euclidean
   *     norms of the compared vectors; 0 if both are 0
   */
  public record Group(String name, int checked, int size, double relativeError) {}

  /**
   * Compares up to {@code most} randomly chosen parameters of each group.
   *
   * @param gradient what backpropagation computed at {@code parameters}
   */
  public List<Group> compare(
      float[] parameters, float[] gradient, int most, RandomGenerator random) {
    double[] theta = new double[parameters.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = parameters[i];
    }
    List<Group> groups = new ArrayList<>();
    groups.add(compare("W1", layout.w1(), layout.w2(), theta, gradient, most, random));
    groups.add(compare("W2", layout.w2(), layout.b1(), theta, gradient, most, random));
    groups.add(compare("b1", layout.b1(), layout.b2(), theta, gradient, most, random));
    groups.add(compare("b2", layout.b2(), theta.length, theta, gradient, most, random));
    return groups;
  }

  private Group compare(
      String name,
      int from,
      int to,
      double[] theta,
      float[] gradient,
      int most,
      RandomGenerator random) {
    int size = to - from;
    int[] chosen = random.ints(from, to).distinct().limit(Math.min(most, size)).toArray();
    double difference = 0;
    double analytic = 0;
    double numerical = 0;
    for (int i : chosen) {
      double value = theta[i];
      theta[i] = value + STEP;
      double above = loss(theta);
      theta[i] = value - STEP;
      double below = loss(theta);
      theta[i] = value;
      double slope = (above - below) / (2 * STEP);
      difference += (gradient[i] - slope) * (gradient[i] - slope);
      analytic += (double) gradient[i] * gradient[i];
      numerical += slope * slope;
    }
    double norms = Math.sqrt(analytic) + Math.sqrt(numerical);
    return new Group(name, chosen.length, size, norms == 0 ? 0 : Math.sqrt(difference) / norms);
  }

  /** The mean cross-entropy of the batch, written as the formula reads. */
  private double loss(double[] theta) {
    double sum = 0;
    double[] h = new double[layout.hidden()];
    double[] z = new double[layout.classes()];
    for (int k = 0; k < batch.size(); k++) {
      for (int j = 0; j < h.length; j++) {
        h[j] = theta[layout.b1() + j];
      }
      for (int i = 0; i < layout.inputs(); i++) {
        double x = batch.inputs()[k * layout.inputs() + i];
        int row = layout.w1() + i * h.length;
        for (int j = 0; x != 0 && j < h.length; j++) {
          h[j] += x * theta[row + j];
        }
      }
      for (int c = 0; c < z.length; c++) {
        z[c] = theta[layout.b2() + c];
        for (int j = 0; j < h.length; j++) {
          z[c] += activate(h[j]) * theta[layout.w2() + j * z.length + c];
        }
      }
      sum += logSumExp(z) - z[batch.labels()[k]];
    }
    return sum / batch.size();
  }

  private double activate(double z) {
    return switch (activation) {
      case RELU -> Math.max(0, z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
    };
  }

  private static double logSumExp(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : z) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }
}
