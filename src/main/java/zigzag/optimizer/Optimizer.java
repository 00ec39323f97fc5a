package zigzag.optimizer;

import java.util.Locale;

/**
 * An update rule: immutable hyperparameters; what it remembers is data that the caller owns.
 *
 * <p>An implementation is a public record whose components are all {@code double}, the first of
 * them {@code learningRate}, with a public constructor without arguments that gives the published
 * defaults. The components are the hyperparameters that a user can set by name; the record refuses
 * bad values with an {@link IllegalArgumentException} that quotes them.
 */
public interface Optimizer {
  /** The learning rate that is used where the user gives none. */
  double learningRate();

  /** How many vectors, each as long as the parameters, the rule remembers between steps. */
  int slots();

  /**
   * Updates the parameters once, in place.
   *
   * @param parameters on entry θ(t-1), on return θ(t)
   * @param gradient the gradient of the loss at θ(t-1); the rule may overwrite it
   * @param slots {@link #slots()} vectors as long as the parameters: zeros before the first step,
   *     afterwards as the step before left them
   * @param t the number of this step, counted from 1
   * @param learningRate the learning rate of this step, after its schedule
   */
  void step(float[] parameters, float[] gradient, float[][] slots, long t, double learningRate);

  /**
   * Whether weight decay is taken straight off the weights, {@code w ← w - η λ w}, beside the rule
   * (AdamW), rather than added to the gradient, {@code g ← g + λ w}, in front of it (L2).
   */
  default boolean decoupledWeightDecay() {
    return false;
  }

  /**
   * The coefficient of weight decay where the user gives none: 0, unless the rule is made for one.
   */
  default double defaultWeightDecay() {
    return 0;
  }

  /** What the rule is called on the command line: lower-case letters, digits and hyphens. */
  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The update in one line, for people. */
  String formula();

  /** Where the rule was published. */
  String source();
}
