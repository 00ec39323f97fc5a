package zigzag.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import zigzag.initializer.Initializer;
import zigzag.rule.PluginException;

/** The parameters that a network starts with. */
public final class InitialParameters {
  private InitialParameters() {}

  /**
   * Draws W1 and then W2, and sets every bias to the same value.
   *
   * @return the parameters, as {@code layout} places them
   * @throws PluginException if the initializer is a plug-in that fails
   */
  public static float[] sample(
      Layout layout, Initializer initializer, double bias, RandomGenerator random) {
    float[] parameters = new float[layout.parameterCount()];
    try {
      draw(initializer, layout.inputs(), layout.hidden(), random, parameters, layout.w1());
      draw(initializer, layout.hidden(), layout.classes(), random, parameters, layout.w2());
    } catch (Throwable e) {
      throw PluginException.of(initializer, "drawing the weights", e);
    }
    Arrays.fill(parameters, layout.b1(), parameters.length, (float) bias);
    return parameters;
  }

  private static void draw(
      Initializer initializer,
      int fanIn,
      int fanOut,
      RandomGenerator random,
      float[] parameters,
      int offset) {
    float[] weights = initializer.sample(fanIn, fanOut, random);
    if (weights.length != fanIn * fanOut) {
      throw new IllegalStateException(
          weights.length + " weights for a layer of " + fanIn + " × " + fanOut);
    }
    System.arraycopy(weights, 0, parameters, offset, weights.length);
  }
}
