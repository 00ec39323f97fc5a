package zigzag.optimizer;

import java.util.Objects;

/**
 * The learning rate of every step of one training: a linear warm-up, then a {@link Schedule}.
 *
 * <p>Of N steps in all, with a warm-up of W = {@code warmupEpochs × stepsPerEpoch}, rounded, step t
 * has the rate {@code η f(0) t / W} for t ≤ W, and {@code η f((t - 1 - W) / (N - W))} afterwards:
 * the warm-up climbs to where the schedule starts, and the schedule fills what is left.
 *
 * <p>Throws {@link IllegalArgumentException} if the base rate is not above 0, the warm-up is
 * negative or longer than the training, epochs are negative or an epoch has no step.
 *
 * <p>Source of the warm-up: P. Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1
 * hour, 2017, arXiv:1706.02677.
 *
 * @param shape f
 * @param baseRate η, the highest rate
 * @param warmupEpochs the length of the warm-up in epochs, whole or not; 0 for none
 * @param epochs the length of the training in epochs
 * @param stepsPerEpoch the mini-batches of an epoch
 */
public record LearningRateSchedule(
    Schedule shape, double baseRate, double warmupEpochs, int epochs, long stepsPerEpoch) {
  public LearningRateSchedule {
    Objects.requireNonNull(shape);
    Hyperparameter.rate(baseRate);
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must be at least 0, not " + epochs);
    }
    if (stepsPerEpoch < 1) {
      throw new IllegalArgumentException(
          "an epoch must have at least 1 step, not " + stepsPerEpoch);
    }
    if (!(warmupEpochs >= 0 && warmupEpochs <= epochs)) {
      throw new IllegalArgumentException(
          "warm-up must be 0 to "
              + epochs
              + " epochs, as long as the training, not "
              + warmupEpochs);
    }
  }

  /** N, the number of steps of the training. */
  public long steps() {
    return Math.multiplyExact(stepsPerEpoch, (long) epochs);
  }

  /**
   * The learning rate of one step.
   *
   * @param step the number of the step, counted from 1 as in {@link Optimizer#step}
   * @throws IllegalArgumentException if the training has no such step
   */
  public double rateAt(long step) {
    if (step < 1 || step > steps()) {
      throw new IllegalArgumentException("step must be 1 to " + steps() + ", not " + step);
    }
    long warmup = Math.round(warmupEpochs * (double) stepsPerEpoch);
    if (step <= warmup) {
      return baseRate * shape.factor(0) * (double) step / (double) warmup;
    }
    return baseRate * shape.factor((double) (step - 1 - warmup) / (double) (steps() - warmup));
  }
}
