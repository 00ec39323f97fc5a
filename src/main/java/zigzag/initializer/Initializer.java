package zigzag.initializer;

import java.util.random.RandomGenerator;

/** How the weights of a layer start. */
@FunctionalInterface
public interface Initializer {
  /**
   * Draws the weights of one layer.
   *
   * @param fanIn the units that feed a unit of the layer
   * @param fanOut the units of the layer
   * @param random the one source of randomness
   * @return {@code fanIn × fanOut} weights, row by row
   */
  float[] sample(int fanIn, int fanOut, RandomGenerator random);
}
