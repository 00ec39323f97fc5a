package zigzag.network;

import static zigzag.network.PlainNetwork.crossEntropy;
import static zigzag.network.PlainNetwork.matrix;
import static zigzag.network.PlainNetwork.plus;
import static zigzag.network.PlainNetwork.product;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Compares the gradient that backpropagation computes with the slope of the loss.
 *
 * <p>Both are rounded: where they cancel, as at equal weights, nothing but rounding is left of
 * them. So a difference is put in relation to their norms or, where that is more, to as much as
 * makes the difference that rounding explains ({@link RoundingError}) come to {@link #TOLERANCE}.
 *
 * <p>The slope is the central difference {@code (L(θ + ε e) - L(θ - ε e)) / 2ε} of a forward pass
 * in double precision, the {@link PlainNetwork}'s. ReLU units stay on the side of their kink on
 * which they are at θ: across it the loss has no slope.
 */
public final class GradientCheck {
  /** {@link #TOLERANCE} as it is written in messages and in the help. */
  public static final String TOLERANCE_TEXT = "0.0001";

  /** ε: at 1e-5 truncation and rounding each cost about 1e-10. */
  private static final double STEP = 1e-5;

  /** A relative error above this shows that a gradient is wrong. */
  public static final double TOLERANCE = Double.parseDouble(GradientCheck.TOLERANCE_TEXT);

  private final Layout layout;
  private final Activation activation;
  private final Batch batch;
  private final double[][] x;
  private final double[][] targets;
  private final boolean[][] isActive;

  /** A check on the given batch. */
  public GradientCheck(Layout layout, Activation activation, Batch batch) {
    this.layout = layout;
    this.activation = activation;
    this.batch = batch;
    x = batch.x();
    targets = new double[batch.size()][layout.classes()];
    for (int k = 0; k < targets.length; k++) {
      targets[k][batch.labels()[k]] = 1;
    }
    isActive = new boolean[batch.size()][layout.hidden()];
  }

  /**
   * What came out for one group of parameters.
   *
   * @param name W1, W2, b1 or b2
   * @param checked how many of its parameters were compared
   * @param size how many there are
   * @param relativeError {@code |analytic - numerical| / max(|analytic| + |numerical|, |rounding| /
   *     10⁻⁴)}, the Euclidean norms of the compared vectors; 0 if they are equal
   */
  public record Group(String name, int checked, int size, double relativeError) {}

  /**
   * Compares up to {@code most} randomly chosen parameters of each group.
   *
   * @param gradient what backpropagation computed at {@code parameters}
   */
  public List<Group> compare(
      float[] parameters, float[] gradient, int most, RandomGenerator random) {
    double[] theta = PlainNetwork.doubles(parameters);
    double[][] sums = sums(theta);
    for (int k = 0; k < sums.length; k++) {
      for (int j = 0; j < sums[k].length; j++) {
        isActive[k][j] = sums[k][j] > 0;
      }
    }
    RoundingError rounding = new RoundingError(layout, activation, batch, theta);
    List<Group> groups = new ArrayList<>();
    groups.add(compare("W1", layout.w1(), layout.w2(), theta, rounding, gradient, most, random));
    groups.add(compare("W2", layout.w2(), layout.b1(), theta, rounding, gradient, most, random));
    groups.add(compare("b1", layout.b1(), layout.b2(), theta, rounding, gradient, most, random));
    groups.add(compare("b2", layout.b2(), theta.length, theta, rounding, gradient, most, random));
    return groups;
  }

  private Group compare(
      String name,
      int from,
      int to,
      double[] theta,
      RoundingError rounding,
      float[] gradient,
      int most,
      RandomGenerator random) {
    int size = to - from;
    int[] chosen = random.ints(from, to).distinct().limit(Math.min(most, size)).toArray();
    double difference = 0;
    double analytic = 0;
    double numerical = 0;
    double explained = 0;
    for (int i : chosen) {
      double slope = slope(theta, i);
      difference += (gradient[i] - slope) * (gradient[i] - slope);
      analytic += (double) gradient[i] * gradient[i];
      numerical += slope * slope;
      double error = rounding.ofGradient(i) + rounding.ofLossInDouble() / STEP;
      explained += error * error;
    }
    double scale =
        Math.max(Math.sqrt(analytic) + Math.sqrt(numerical), Math.sqrt(explained) / TOLERANCE);
    double relative = difference == 0 ? 0 : Math.sqrt(difference) / scale;
    return new Group(name, chosen.length, size, relative);
  }

  /** Of the mean loss, example by example: differences of sums would lose what the sums round. */
  private double slope(double[] theta, int parameter) {
    double value = theta[parameter];
    theta[parameter] = value + STEP;
    double[] above = losses(theta);
    theta[parameter] = value - STEP;
    double[] below = losses(theta);
    theta[parameter] = value;
    double sum = 0;
    for (int k = 0; k < above.length; k++) {
      sum += above[k] - below[k];
    }
    return sum / above.length / (2 * STEP);
  }

  /** The cross-entropy of each example. */
  private double[] losses(double[] theta) {
    double[][] h = sums(theta);
    for (int k = 0; k < h.length; k++) {
      for (int j = 0; j < h[k].length; j++) {
        h[k][j] =
            activation != Activation.RELU
                ? activation.value(h[k][j])
                : isActive[k][j] ? h[k][j] : 0;
      }
    }
    double[][] w2 = matrix(theta, layout.w2(), layout.hidden(), layout.classes());
    double[] b2 = Arrays.copyOfRange(theta, layout.b2(), layout.parameterCount());
    return crossEntropy(plus(product(h, w2), b2), targets);
  }

  /** {@code x W1 + b1}. */
  private double[][] sums(double[] theta) {
    double[][] w1 = matrix(theta, layout.w1(), layout.inputs(), layout.hidden());
    return plus(product(x, w1), Arrays.copyOfRange(theta, layout.b1(), layout.b2()));
  }
}
