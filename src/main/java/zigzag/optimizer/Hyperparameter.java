package zigzag.optimizer;

/**
 * The ranges that the rules' hyperparameters share. Values outside a float's range are refused too,
 * since the rules work in floats: as zero or infinity they would silently become another rule.
 */
public final class Hyperparameter {
  /**
   * A smaller epsilon could vanish in a float once bias corrections shrink it, and 0 / 0 would be
   * the step of a parameter that never had a gradient.
   */
  static final double MIN_EPSILON = 1e-30;

  private Hyperparameter() {}

  /** Those of Adam and its kin. */
  static void adam(double learningRate, double beta1, double beta2, double epsilon) {
    rate(learningRate);
    decay("beta1", beta1);
    decay("beta2", beta2);
    epsilon(epsilon);
  }

  static void rate(double learningRate) {
    if (!((float) learningRate > 0) || learningRate > Float.MAX_VALUE) {
      throw new IllegalArgumentException(
          "learningRate must be a number above 0, not " + learningRate);
    }
  }

  /** The share that a running value keeps at each step: in [0, 1). */
  public static void decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + value);
    }
  }

  static void epsilon(double epsilon) {
    if (!(epsilon >= MIN_EPSILON) || epsilon > Float.MAX_VALUE) {
      throw new IllegalArgumentException(
          "epsilon must be a number of at least " + MIN_EPSILON + ", not " + epsilon);
    }
  }
}
