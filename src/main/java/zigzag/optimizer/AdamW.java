package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * AdamW: {@link Adam} with weight decay beside it, so that decay is not scaled by the gradient's
 * root mean square.
 *
 * <p>"Decoupled weight decay regularization". The caller takes the decay off ({@link WeightDecay}).
 * As in most libraries λ is multiplied by the learning rate in force; the paper multiplies it by
 * the schedule's factor alone, so its λ is η₀ times this one. λ = 0.01 where none is given, as in
 * the most used libraries; the paper searches for it. Without decay this is Adam.
 */
@Published(
    formula =
        "m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; "
            + "θ ← θ - η λ θ - η m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε)",
    source = "Loshchilov & Hutter 2019, ICLR, arXiv:1711.05101",
    slots = {"m", "v"})
public record AdamW(double learningRate, double beta1, double beta2, double epsilon)
    implements ElementwiseOptimizer {
  public AdamW() {
    this(0.001, 0.9, 0.999, 1e-8);
  }

  public AdamW {
    Hyperparameter.adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    withoutDecay().step(parameters, gradient, slots, from, to, t, eta);
  }

  @Override
  public boolean decoupledWeightDecay() {
    return true;
  }

  @Override
  public double defaultWeightDecay() {
    return 0.01;
  }

  /** The rule that this is where nothing decays. */
  public Adam withoutDecay() {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }
}
