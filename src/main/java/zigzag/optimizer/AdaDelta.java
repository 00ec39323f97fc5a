package zigzag.optimizer;

import zigzag.rule.Published;

/**
 * AdaDelta: steps in the parameters' own unit, as large as the steps before were.
 *
 * <p>Both ε are inside their roots, as in the paper; the upper one is what sets the first step in
 * motion. The paper has no learning rate, which is η = 1; d is a mean of Δ², not of (η Δ)².
 *
 * <p>"ADADELTA: an adaptive learning rate method"; its experiments on MNIST use ρ = 0.95, ε = 1e-6.
 */
@Published(
    formula = "s ← ρ s + (1 - ρ) g²; Δ = g √(d + ε) / √(s + ε); d ← ρ d + (1 - ρ) Δ²; θ ← θ - η Δ",
    source = "Zeiler 2012, arXiv:1212.5701",
    slots = {"s", "d"})
public record AdaDelta(double learningRate, double rho, double epsilon)
    implements ElementwiseOptimizer {
  public AdaDelta() {
    this(1, 0.95, 1e-6);
  }

  public AdaDelta {
    Hyperparameter.rate(learningRate);
    Hyperparameter.decay("rho", rho);
    Hyperparameter.epsilon(epsilon);
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float[] meanSquare = slots[0];
    float[] meanSquareStep = slots[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float s = (float) rho * meanSquare[i] + (float) (1 - rho) * g * g;
      float d = meanSquareStep[i];
      float delta = g * (float) Math.sqrt((d + (float) epsilon) / (s + (float) epsilon));
      meanSquare[i] = s;
      meanSquareStep[i] = (float) rho * d + (float) (1 - rho) * delta * delta;
      parameters[i] -= (float) eta * delta;
    }
  }
}
