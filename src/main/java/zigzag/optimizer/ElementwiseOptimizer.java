package zigzag.optimizer;

/**
 * An update rule that treats each parameter on its own, so that a step can be taken slice by slice:
 * by several threads, and on each slice of the gradient as soon as it is there.
 *
 * <p>All rules of this program are of this kind. One that needs the whole gradient at once, its
 * norm for instance, implements {@link Optimizer} alone.
 */
public interface ElementwiseOptimizer extends Optimizer {
  /**
   * Updates the parameters {@code from} to {@code to - 1} once, in place; the rest is neither read
   * nor written. Several threads may do this at once for different slices.
   *
   * @param parameters on entry θ(t-1), on return θ(t)
   * @param gradient the gradient of the loss at θ(t-1); the rule may overwrite it
   * @param slots {@link #slots()} vectors, as in {@link Optimizer#step}
   * @param t the number of this step, counted from 1
   * @param eta η, the learning rate of this step, after its schedule
   */
  void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta);

  @Override
  default void step(float[] parameters, float[] gradient, float[][] slots, long t, double eta) {
    step(parameters, gradient, slots, 0, parameters.length, t, eta);
  }
}
