package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * Stochastic gradient descent: a step against the gradient.
 *
 * <p>"A stochastic approximation method" proves convergence for falling rates and publishes no
 * default; 0.01 is common practice.
 */
@Published(
    formula = "θ ← θ - η g",
    source = "Robbins & Monro 1951, Annals of Mathematical Statistics 22(3)")
public record Sgd(double learningRate) implements ElementwiseOptimizer {
  public Sgd() {
    this(0.01);
  }

  public Sgd {
    Hyperparameter.rate(learningRate);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    for (int i = from; i < to; i++) {
      parameters[i] -= (float) eta * gradient[i];
    }
  }
}
