package zigzag.initializer;

import java.util.random.RandomGenerator;
import zigzag.rule.Registry;
import zigzag.rule.Rule;

/** How the weights of a layer start. */
public interface Initializer extends Rule {
  /**
   * Draws the weights of one layer.
   *
   * @param fanIn the units that feed a unit of the layer
   * @param fanOut the units of the layer
   * @return {@code fanIn × fanOut} weights, row by row
   */
  float[] sample(int fanIn, int fanOut, RandomGenerator random);

  /** The name, with the hyperparameters that are not the default: {@code normal:std=0.1}. */
  default String label() {
    return Registry.label(this);
  }
}
