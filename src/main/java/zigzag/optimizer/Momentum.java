package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * Gradient descent with momentum, the heavy ball: the steps add up to a velocity that friction
 * slows.
 *
 * <p>The learning rate is inside the velocity, as in the paper; where a library keeps {@code v ← μ
 * v + g; θ ← θ - η v} instead, the two agree as long as η does not change.
 *
 * <p>"Some methods of speeding up the convergence of iteration methods". It publishes no defaults;
 * 0.01 and 0.9 are common practice.
 */
@Published(
    formula = "v ← μ v - η g; θ ← θ + v",
    source = "Polyak 1964, USSR Computational Mathematics and Mathematical Physics 4(5)",
    slots = "v")
public record Momentum(double learningRate, double momentum) implements ElementwiseOptimizer {
  public Momentum() {
    this(0.01, 0.9);
  }

  public Momentum {
    Hyperparameter.rate(learningRate);
    Hyperparameter.decay("momentum", momentum);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float[] velocity = slots[0];
    for (int i = from; i < to; i++) {
      float v = (float) momentum * velocity[i] - (float) eta * gradient[i];
      velocity[i] = v;
      parameters[i] += v;
    }
  }
}
