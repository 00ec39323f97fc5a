package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * Nadam: {@link Adam} with Nesterov's look ahead, the next step's momentum in place of this one's.
 *
 * <p>"Incorporating Nesterov momentum into Adam". This is its algorithm 2 with a constant momentum,
 * {@code μₜ = β₁}, without the schedule that warms μₜ up. η = 0.002 is what libraries took over
 * from it; the betas and ε are Adam's.
 */
@Published(
    formula =
        "m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; "
            + "θ ← θ - η (β₁ m/(1 - β₁ᵗ⁺¹) + (1 - β₁) g/(1 - β₁ᵗ)) / (√(v/(1 - β₂ᵗ)) + ε)",
    source = "Dozat 2016, ICLR workshop; with a constant momentum β₁, without its schedule",
    slots = {"m", "v"})
public record Nadam(double learningRate, double beta1, double beta2, double epsilon)
    implements ElementwiseOptimizer {
  public Nadam() {
    this(0.002, 0.9, 0.999, 1e-8);
  }

  public Nadam {
    Hyperparameter.adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    // m̄ / (√v̂ + ε) = m̄ root / (√v + ε root): one size for m, one for g, and one epsilon
    double root = Math.sqrt(Adam.biasCorrection(beta2, t));
    float sizeM = (float) (eta * root * beta1 / Adam.biasCorrection(beta1, t + 1));
    float sizeG = (float) (eta * root * (1 - beta1) / Adam.biasCorrection(beta1, t));
    float e = (float) (epsilon * root);
    float[] mean = slots[0];
    float[] meanSquare = slots[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = (float) beta1 * mean[i] + (float) (1 - beta1) * g;
      float v = (float) beta2 * meanSquare[i] + (float) (1 - beta2) * g * g;
      mean[i] = m;
      meanSquare[i] = v;
      parameters[i] -= (sizeM * m + sizeG * g) / ((float) Math.sqrt(v) + e);
    }
  }
}
