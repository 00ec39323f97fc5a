package zigzag.training.settings;

import java.util.random.RandomGenerator;

/**
 * Leaves out hidden units at random while training: each example keeps a unit with probability
 * {@code 1 - rate}, and what is kept is scaled by {@code 1 / (1 - rate)}, so that nothing has to
 * change when the network is evaluated.
 *
 * <p>Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout:
 * a simple way to prevent neural networks from overfitting", JMLR 15, 2014; scaled while training
 * ("inverted"), as libraries do, rather than while testing.
 *
 * @param rate the share that is dropped; 0 for none
 */
public record Dropout(double rate) {
  /** Draws what the first {@code length} activations are multiplied by. */
  public void draw(RandomGenerator random, float[] mask, int length) {
    float scale = (float) (1 / (1 - rate));
    for (int i = 0; i < length; i++) {
      mask[i] = random.nextDouble() < rate ? 0f : scale;
    }
  }
}
