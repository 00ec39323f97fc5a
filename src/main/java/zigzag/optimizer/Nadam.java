package zigzag.optimizer;

/**
 * Nadam: {@link Adam} with Nesterov's look ahead, the next step's momentum in place of this one's.
 *
 * <p>{@code m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; θ ← θ - η m̄ / (√v̂ + ε)} with {@code m̄
 * = β₁ m / (1 - β₁ᵗ⁺¹) + (1 - β₁) g / (1 - β₁ᵗ)} and {@code v̂ = v / (1 - β₂ᵗ)}
 *
 * <p>This is the paper's algorithm 2 with a constant momentum, {@code μₜ = β₁}, without the
 * schedule that warms μₜ up. The slots are m and v.
 *
 * <p>Throws {@link IllegalArgumentException} for a learning rate that is not above 0, a beta
 * outside [0, 1) or an epsilon below {@value Hyperparameter#MIN_EPSILON}.
 *
 * <p>Source: T. Dozat, Incorporating Nesterov momentum into Adam, ICLR workshop 2016. η = 0.002 is
 * what libraries took over from it; the betas and ε are Adam's.
 *
 * @param learningRate η
 * @param beta1 β₁, the share of the mean that a step keeps
 * @param beta2 β₂, the share of the mean square that a step keeps
 * @param epsilon ε, added to the root
 */
public record Nadam(double learningRate, double beta1, double beta2, double epsilon)
    implements ElementwiseOptimizer {
  /** The defaults: η = 0.002, β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public Nadam() {
    this(0.002, 0.9, 0.999, 1e-8);
  }

  public Nadam {
    Hyperparameter.rate(learningRate);
    Hyperparameter.decay("beta1", beta1);
    Hyperparameter.decay("beta2", beta2);
    Hyperparameter.epsilon(epsilon);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void step(
      float[] parameters,
      float[] gradient,
      float[][] slots,
      int from,
      int to,
      long t,
      double learningRate) {
    // m̄ / (√v̂ + ε) = m̄ root / (√v + ε root): one size for m, one for g, and one epsilon
    double root = Math.sqrt(1 - Math.pow(beta2, (double) t));
    float sizeM = (float) (learningRate * root * beta1 / (1 - Math.pow(beta1, t + 1.0)));
    float sizeG = (float) (learningRate * root * (1 - beta1) / (1 - Math.pow(beta1, (double) t)));
    float e = (float) (epsilon * root);
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float[] mean = slots[0];
    float[] meanSquare = slots[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = keep1 * mean[i] + take1 * g;
      float v = keep2 * meanSquare[i] + take2 * g * g;
      mean[i] = m;
      meanSquare[i] = v;
      parameters[i] -= (sizeM * m + sizeG * g) / ((float) Math.sqrt(v) + e);
    }
  }

  @Override
  public String formula() {
    return "m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; "
        + "θ ← θ - η (β₁ m/(1 - β₁ᵗ⁺¹) + (1 - β₁) g/(1 - β₁ᵗ)) / (√(v/(1 - β₂ᵗ)) + ε)";
  }

  @Override
  public String source() {
    return "Dozat 2016, ICLR workshop; with a constant momentum β₁, without its schedule";
  }
}
