package zigzag.training;

import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Steers a training: asked before every step, on the training's thread, where it may wait. */
@FunctionalInterface
public interface TrainingControl extends BooleanSupplier {
  /** Whether to end here. */
  @Override
  boolean getAsBoolean();

  /**
   * What the learning rate is from here on, before its schedule; empty where it stays. Whether to
   * end is asked anew after a change.
   */
  default OptionalDouble learningRate() {
    return OptionalDouble.empty();
  }

  /** Whether a training that ends here is tested and kept, as if it were over. */
  default boolean isKept() {
    return false;
  }
}
