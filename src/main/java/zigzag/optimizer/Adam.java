package zigzag.optimizer;

/**
 * Adam: momentum divided by a running root mean square of the gradient, both bias-corrected.
 *
 * <p>{@code m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; θ ← θ - η m̂ / (√v̂ + ε)} with {@code m̂
 * = m / (1 - β₁ᵗ)} and {@code v̂ = v / (1 - β₂ᵗ)}
 *
 * <p>This is the paper's algorithm 1, with ε beside the corrected root, not the variant at the end
 * of its section 2, which leaves ε uncorrected. The slots are m and v.
 *
 * <p>Throws {@link IllegalArgumentException} for a learning rate that is not above 0, a beta
 * outside [0, 1) or an epsilon below {@value Hyperparameter#MIN_EPSILON}.
 *
 * <p>Source: D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015,
 * arXiv:1412.6980.
 *
 * @param learningRate η
 * @param beta1 β₁, the share of the mean that a step keeps
 * @param beta2 β₂, the share of the mean square that a step keeps
 * @param epsilon ε, added to the root
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements ElementwiseOptimizer {
  /** The defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public Adam() {
    this(0.001, 0.9, 0.999, 1e-8);
  }

  public Adam {
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
    step(parameters, gradient, slots, from, to, t, learningRate, beta1, beta2, epsilon);
  }

  /** The step, which {@link AdamW} shares. */
  static void step(
      float[] parameters,
      float[] gradient,
      float[][] slots,
      int from,
      int to,
      long t,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon) {
    // m̂ / (√v̂ + ε) = m root / (1 - β₁ᵗ) / (√v + ε root): one step size and one epsilon
    double root = Math.sqrt(1 - Math.pow(beta2, (double) t));
    float size = (float) (learningRate * root / (1 - Math.pow(beta1, (double) t)));
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
      parameters[i] -= size * m / ((float) Math.sqrt(v) + e);
    }
  }

  @Override
  public String formula() {
    return "m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; "
        + "θ ← θ - η m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε)";
  }

  @Override
  public String source() {
    return "Kingma & Ba 2015, ICLR, arXiv:1412.6980";
  }
}
