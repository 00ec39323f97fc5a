package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * AdaGrad: each parameter's rate falls with the gradients it has seen.
 *
 * <p>This is the paper's diagonal form, {@code H = δ I + diag(√s)} with {@code δ = ε}, for an
 * unbounded domain.
 *
 * <p>"Adaptive subgradient methods for online learning and stochastic optimization". It leaves η
 * and δ open; 0.01 and 1e-8 are those of S. Ruder's overview, arXiv:1609.04747.
 */
@Published(
    formula = "s ← s + g²; θ ← θ - η g / (√s + ε)",
    source = "Duchi, Hazan & Singer 2011, JMLR 12",
    slots = "s")
public record AdaGrad(double learningRate, double epsilon) implements ElementwiseOptimizer {
  public AdaGrad() {
    this(0.01, 1e-8);
  }

  public AdaGrad {
    Hyperparameter.rate(learningRate);
    Hyperparameter.epsilon(epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float[] sum = slots[0];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float s = sum[i] + g * g;
      sum[i] = s;
      parameters[i] -= (float) eta * g / ((float) Math.sqrt(s) + (float) epsilon);
    }
  }
}
