package zigzag.optimizer;

import java.util.Objects;

/**
 * Weight decay on the weights, which are the first of the parameters; the biases after them are
 * spared.
 *
 * <p>{@code g ← g + λ w} (L2), or {@code w ← w - η λ w} for a rule whose decay is decoupled ({@link
 * Optimizer#decoupledWeightDecay()}).
 *
 * <p>Throws {@link IllegalArgumentException} for a coefficient that is negative or not finite.
 *
 * <p>Source: A. Krogh and J. Hertz, A simple weight decay can improve generalization, NIPS 1991;
 * decoupled: I. Loshchilov and F. Hutter, Decoupled weight decay regularization, ICLR 2019,
 * arXiv:1711.05101.
 *
 * @param coefficient λ; 0 is none
 */
public record WeightDecay(double coefficient) {
  public WeightDecay {
    if (!(coefficient >= 0 && coefficient <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "weight decay must be a number of at least 0, not " + coefficient);
    }
  }

  /**
   * Decays the weights, once, in front of the rule's step.
   *
   * @param optimizer the rule that will take the step
   * @param parameters θ(t-1); a decoupled decay shrinks the first {@code weights} of them
   * @param gradient the gradient at θ(t-1); otherwise λ w is added to its first {@code weights}
   * @param weights how many of the parameters are weights
   * @param learningRate η of this step, after its schedule
   * @throws IndexOutOfBoundsException if there are fewer parameters than {@code weights}
   */
  public void apply(
      Optimizer optimizer, float[] parameters, float[] gradient, int weights, double learningRate) {
    Objects.checkFromToIndex(0, weights, parameters.length);
    apply(optimizer, parameters, gradient, 0, weights, learningRate);
  }

  /**
   * Decays a stretch of the weights, {@code from} to {@code to - 1}, likewise; for an empty stretch
   * it does nothing.
   */
  public void apply(
      Optimizer optimizer,
      float[] parameters,
      float[] gradient,
      int from,
      int to,
      double learningRate) {
    if (coefficient == 0) {
      return;
    }
    if (optimizer.decoupledWeightDecay()) {
      // subtracts: a float near 1 would round a factor 1 - η λ by a good part of η λ
      float share = (float) (learningRate * coefficient);
      for (int i = from; i < to; i++) {
        parameters[i] -= share * parameters[i];
      }
    } else {
      float lambda = (float) coefficient;
      for (int i = from; i < to; i++) {
        gradient[i] += lambda * parameters[i];
      }
    }
  }
}
