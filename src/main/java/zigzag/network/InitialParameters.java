package zigzag.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import zigzag.initializer.Initializer;

/** The parameters that a network starts with. */
public final class InitialParameters {
  private InitialParameters() {}

  /**
   * Draws W1 and then W2, and sets every bias to the same value.
   *
   * @return the parameters, as {@code layout} places them
   */
  public static float[] sample(
      Layout layout, Initializer initializer, double bias, RandomGenerator random) {
    float[] parameters = new float[layout.parameterCount()];
    place(initializer.sample(layout.inputs(), layout.hidden(), random), parameters, layout.w1());
    place(initializer.sample(layout.hidden(), layout.classes(), random), parameters, layout.w2());
    Arrays.fill(parameters, layout.b1(), parameters.length, (float) bias);
    return parameters;
  }

  private static void place(float[] weights, float[] parameters, int offset) {
    System.arraycopy(weights, 0, parameters, offset, weights.length);
  }
}
