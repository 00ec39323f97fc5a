package zigzag.optimizer;

/**
 * Stochastic gradient descent: a step against the gradient.
 *
 * <p>Source: H. Robbins and S. Monro, A stochastic approximation method, Annals of Mathematical
 * Statistics 22(3), 1951. The paper proves convergence for falling rates and publishes no default;
 * 0.01 is common practice.
 *
 * @param learningRate η
 */
public record Sgd(double learningRate) implements ElementwiseOptimizer {
  public Sgd() {
    this(0.01);
  }

  public Sgd {
    Hyperparameter.rate(learningRate);
  }

  @Override
  public String formula() {
    return "θ ← θ - η g";
  }

  @Override
  public String source() {
    return "Robbins & Monro 1951, Annals of Mathematical Statistics 22(3)";
  }

  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, int from, int to, long t, double eta) {
    float rate = (float) eta;
    for (int i = from; i < to; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
