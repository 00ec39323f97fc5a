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
   * As {@link Optimizer#step}, of the parameters {@code from} to {@code to - 1}; the rest is
   * neither read nor written. Several threads may do this at once for different slices.
   */
  void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta);

  @Override
  default void step(float[] parameters, float[] gradient, float[][] slots, long t, double eta) {
    step(parameters, gradient, slots, 0, parameters.length, t, eta);
  }
}
