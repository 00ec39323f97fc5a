package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * Adam: momentum divided by a running root mean square of the gradient, both bias-corrected.
 *
 * <p>"Adam: a method for stochastic optimization". This is its algorithm 1, with ε beside the
 * corrected root, not the variant at the end of its section 2, which leaves ε uncorrected.
 */
@Published(
    formula =
        "m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; "
            + "θ ← θ - η m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε)",
    source = "Kingma & Ba 2015, ICLR, arXiv:1412.6980",
    slots = {"m", "v"})
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements ElementwiseOptimizer {
  public Adam() {
    this(0.001, 0.9, 0.999, 1e-8);
  }

  public Adam {
    Hyperparameter.adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    // m̂ / (√v̂ + ε) = m root / (1 - β₁ᵗ) / (√v + ε root): one step size and one epsilon
    double root = Math.sqrt(biasCorrection(beta2, t));
    float size = (float) (eta * root / biasCorrection(beta1, t));
    float e = (float) (epsilon * root);
    float[] mean = slots[0];
    float[] meanSquare = slots[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = (float) beta1 * mean[i] + (float) (1 - beta1) * g;
      float v = (float) beta2 * meanSquare[i] + (float) (1 - beta2) * g * g;
      mean[i] = m;
      meanSquare[i] = v;
      parameters[i] -= size * m / ((float) Math.sqrt(v) + e);
    }
  }

  /**
   * {@code 1 - βᵗ}: a mean that started at 0 has come so far after t steps, so that the unbiased
   * one is {@code m̂ = m / (1 - βᵗ)}.
   */
  static double biasCorrection(double beta, long t) {
    return 1 - Math.pow(beta, (double) t);
  }
}
