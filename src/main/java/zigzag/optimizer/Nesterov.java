package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * Nesterov's accelerated gradient: momentum whose gradient is taken where the velocity leads.
 *
 * <p>Sutskever et al. write {@code v ← μ v - η ∇f(φ + μ v); φ ← φ + v}. Here, as in most libraries,
 * the parameters are the point looked ahead to, {@code θ = φ + μ v}, so that the gradient is the
 * ordinary one, taken at θ; both forms follow the same path.
 *
 * <p>"A method of solving a convex programming problem with convergence rate O(1/k²)", in the form
 * of "On the importance of initialization and momentum in deep learning".
 */
@Published(
    formula = "v ← μ v - η g; θ ← θ + μ v - η g",
    source = "Nesterov 1983, Soviet Mathematics Doklady 27(2); Sutskever et al. 2013, ICML",
    slots = "v")
public record Nesterov(double learningRate, double momentum) implements ElementwiseOptimizer {
  public Nesterov() {
    this(0.01, 0.9);
  }

  public Nesterov {
    Hyperparameter.rate(learningRate);
    Hyperparameter.decay("momentum", momentum);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float[] velocity = slots[0];
    for (int i = from; i < to; i++) {
      float down = (float) eta * gradient[i];
      float v = (float) momentum * velocity[i] - down;
      velocity[i] = v;
      parameters[i] += (float) momentum * v - down;
    }
  }
}
