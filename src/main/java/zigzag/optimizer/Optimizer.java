package zigzag.optimizer;

import zigzag.rule.Published;
import zigzag.rule.Rule;

/**
 * An update rule: immutable hyperparameters, the first of them {@code learningRate}; what it
 * remembers is data that the caller owns.
 *
 * <p>In formulas θ are the parameters, g is their gradient, η the learning rate, λ the weight
 * decay; of what a step keeps, μ ({@code momentum}), ρ, β₁ and β₂ are the shares; ε keeps divisors
 * from 0.
 */
public interface Optimizer extends Rule {
  /** The learning rate that is used where the user gives none. */
  double learningRate();

  /** How many vectors, each as long as the parameters, the rule remembers between steps. */
  default int slots() {
    return getClass().getAnnotation(Published.class).slots().length;
  }

  /**
   * Updates the parameters once, in place.
   *
   * @param parameters on entry θ(t-1), on return θ(t)
   * @param gradient the gradient of the loss at θ(t-1); the rule may overwrite it
   * @param slots zeros before the first step, afterwards as the step before left them
   * @param t the number of this step, counted from 1
   * @param eta η, the learning rate of this step, after its schedule
   */
  void step(float[] parameters, float[] gradient, float[][] slots, long t, double eta);

  /**
   * Whether weight decay is taken straight off the weights, {@code w ← w - η λ w}, beside the rule
   * (AdamW), rather than added to the gradient, {@code g ← g + λ w}, in front of it (L2).
   */
  default boolean decoupledWeightDecay() {
    return false;
  }

  /** λ where the user gives none: 0, unless the rule is made for one. */
  default double defaultWeightDecay() {
    return 0;
  }
}
