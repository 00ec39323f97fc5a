package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * RMSProp: the gradient divided by a running root mean square of itself.
 *
 * <p>Neither centred nor with momentum, and without bias correction, as in the lecture; ε, which
 * the lecture leaves out, stands outside the root.
 *
 * <p>The lecture, Neural networks for machine learning 6e, gives ρ = 0.9; η = 0.001 is Hinton's
 * advice as S. Ruder's overview, arXiv:1609.04747, reports it.
 */
@Published(
    formula = "s ← ρ s + (1 - ρ) g²; θ ← θ - η g / (√s + ε)",
    source = "Hinton, Srivastava & Swersky 2012, Coursera lecture 6e",
    slots = "s")
public record RmsProp(double learningRate, double rho, double epsilon)
    implements ElementwiseOptimizer {
  public RmsProp() {
    this(0.001, 0.9, 1e-8);
  }

  public RmsProp {
    Hyperparameter.rate(learningRate);
    Hyperparameter.decay("rho", rho);
    Hyperparameter.epsilon(epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float[] meanSquare = slots[0];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float s = (float) rho * meanSquare[i] + (float) (1 - rho) * g * g;
      meanSquare[i] = s;
      parameters[i] -= (float) eta * g / ((float) Math.sqrt(s) + (float) epsilon);
    }
  }
}
