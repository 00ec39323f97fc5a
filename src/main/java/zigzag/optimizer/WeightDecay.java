package zigzag.optimizer;

/**
 * Weight decay on the weights, which are the first of the parameters; the biases after them are
 * spared.
 *
 * <p>{@code g ← g + λ w} (L2), or {@code w ← w - η λ w} for a rule whose decay is decoupled ({@link
 * Optimizer#decoupledWeightDecay()}).
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
   * Decays the weights {@code from} to {@code to - 1}, in front of the rule's step: a decoupled
   * decay shrinks these parameters θ(t-1), any other adds to their gradient.
   */
  public void apply(
      Optimizer optimizer, float[] parameters, float[] gradient, int from, int to, double eta) {
    if (coefficient == 0) {
      return;
    }
    if (optimizer.decoupledWeightDecay()) {
      // subtracts: a float near 1 would round a factor 1 - η λ by a good part of η λ
      float share = (float) (eta * coefficient);
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
