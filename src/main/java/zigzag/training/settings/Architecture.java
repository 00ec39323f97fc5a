package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.random.RandomGenerator;
import zigzag.initializer.Initializer;
import zigzag.network.Activation;
import zigzag.network.InitialParameters;
import zigzag.network.Layout;
import zigzag.optimizer.Hyperparameter;

/**
 * The network and how it starts.
 *
 * @param hidden the number of hidden units
 * @param init how the weights start
 * @param dropout the share of the hidden units that each example of a batch drops; 0 for none
 * @param biasInit what every bias starts with
 */
public record Architecture(
    int hidden,
    Activation activation,
    @JacksonInject(useInput = OptBoolean.FALSE) Initializer init,
    double dropout,
    double biasInit) {
  /** Hidden units, unless another number is asked for. */
  public static final int HIDDEN = 128;

  public Architecture {
    TrainingSettings.requireAtLeast(1, "hidden", hidden);
    if (!Double.isFinite(biasInit)) {
      throw new IllegalArgumentException("bias-init must be a finite number, not " + biasInit);
    }
    Hyperparameter.decay("dropout", dropout);
  }

  /**
   * Draws what the first {@code length} activations are multiplied by: a unit is kept with
   * probability {@code 1 - dropout} and scaled by {@code 1 / (1 - dropout)}, so that nothing has to
   * change when the network is evaluated.
   *
   * <p>Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from
   * overfitting", JMLR 15, 2014; scaled while training ("inverted"), as libraries do.
   */
  public void drawMask(RandomGenerator random, float[] mask, int length) {
    float scale = (float) (1 / (1 - dropout));
    for (int i = 0; i < length; i++) {
      mask[i] = random.nextDouble() < dropout ? 0f : scale;
    }
  }

  /** Parameters drawn to start with. */
  public float[] sample(Layout layout, RandomGenerator random) {
    return InitialParameters.sample(layout, init, biasInit, random);
  }
}
