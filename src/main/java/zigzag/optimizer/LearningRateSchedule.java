package zigzag.optimizer;

import java.util.List;
import java.util.Objects;
import zigzag.Numerals;

/**
 * The learning rate of every step of one training: a linear warm-up, then a {@link Schedule}.
 *
 * <p>Of N steps in all, with a warm-up of W = {@code warmupEpochs × stepsPerEpoch}, rounded, step t
 * has the rate {@code η f(0) t / W} for t ≤ W, and {@code η f((t - 1 - W) / (N - W))} afterwards:
 * the warm-up climbs to where the schedule starts, and the schedule fills what is left.
 *
 * <p>Source of the warm-up: P. Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1
 * hour, 2017, arXiv:1706.02677.
 *
 * @param shape f
 * @param baseRate η, the highest rate
 * @param warmupEpochs whole or not; 0 for none
 * @param changes what took the place of η as the training went, in their order
 */
public record LearningRateSchedule(
    Schedule shape,
    double baseRate,
    double warmupEpochs,
    int epochs,
    long stepsPerEpoch,
    List<Change> changes) {
  /**
   * Another η from a moment on; the schedule's share of it goes on as it was.
   *
   * @param step the steps that were taken before
   */
  public record Change(long step, double value) {
    public Change {
      if (step < 0) {
        throw new IllegalArgumentException("a learning rate can't change at step " + step);
      }
      Hyperparameter.rate(value);
    }
  }

  public LearningRateSchedule {
    Objects.requireNonNull(shape);
    Hyperparameter.rate(baseRate);
    changes = List.copyOf(changes);
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i).step() <= changes.get(i - 1).step()) {
        throw new IllegalArgumentException("changes of the learning rate must follow one another");
      }
    }
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must be at least 0, not " + epochs);
    }
    if (stepsPerEpoch < 1) {
      throw new IllegalArgumentException(
          "an epoch must have at least 1 step, not " + stepsPerEpoch);
    }
    if (!(warmupEpochs >= 0 && warmupEpochs <= epochs)) {
      throw new IllegalArgumentException(
          Numerals.format(
              "warm-up must be 0 to %d epochs, as long as the training, not %s",
              epochs, warmupEpochs));
    }
  }

  /** One that nobody changes. */
  public LearningRateSchedule(
      Schedule shape, double baseRate, double warmupEpochs, int epochs, long stepsPerEpoch) {
    this(shape, baseRate, warmupEpochs, epochs, stepsPerEpoch, List.of());
  }

  /** N, the number of steps of the training. */
  public long steps() {
    return Math.multiplyExact(stepsPerEpoch, (long) epochs);
  }

  /** The learning rate of one of the steps, which count from 1. */
  public double rateAt(long step) {
    if (step < 1 || step > steps()) {
      throw new IllegalArgumentException("step must be 1 to " + steps() + ", not " + step);
    }
    long warmup = Math.round(warmupEpochs * (double) stepsPerEpoch);
    if (step <= warmup) {
      return base(step) * shape.factor(0) * (double) step / (double) warmup;
    }
    return base(step) * shape.factor((double) (step - 1 - warmup) / (double) (steps() - warmup));
  }

  /** η of a step. */
  private double base(long step) {
    double base = baseRate;
    for (int i = 0; i < changes.size() && changes.get(i).step() < step; i++) {
      base = changes.get(i).value();
    }
    return base;
  }
}
