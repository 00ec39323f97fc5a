package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializer;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Optimizer;

/**
 * Everything that a training is told, but for the data; a component {@code fooBar} of a group is
 * the flag {@code --foo-bar}, and {@code foo-bar} in {@code config.json}.
 *
 * @param seed of the initial weights, the order of the examples and their distortions
 */
public record TrainingSettings(
    @JsonUnwrapped Architecture architecture,
    @JsonUnwrapped Update update,
    @JsonUnwrapped Loop loop,
    @JsonUnwrapped Augmentation augmentation,
    // by another name, since one of its own is called validation
    @JsonUnwrapped @JsonProperty("held-out") Validation validation,
    long seed,
    @JsonUnwrapped Execution execution) {

  /** Rejects a schedule that does not fit the training. */
  public TrainingSettings {
    LearningRateSchedule unused =
        new LearningRateSchedule(
            update.schedule(),
            update.optimizer().learningRate(),
            update.warmup(),
            loop.epochs(),
            1);
  }

  /**
   * The learning rate of every step of this training.
   *
   * @throws IllegalArgumentException if the warm-up is longer than the training
   */
  public LearningRateSchedule learningRateSchedule(int trainingExamples) {
    int stepsPerEpoch = loop.stepsPerEpoch(trainingExamples);
    double rate = update.optimizer().learningRate();
    return loop.steps() == 0
        ? new LearningRateSchedule(
            update.schedule(), rate, update.warmup(), loop.epochs(), stepsPerEpoch)
        : new LearningRateSchedule(
            update.schedule(), rate, update.warmup() * stepsPerEpoch, loop.steps(), 1);
  }

  /** The same settings for another start, rule, decay and seed, on one thread. */
  public TrainingSettings with(
      Initializer init, Optimizer optimizer, double weightDecay, long otherSeed) {
    return new TrainingSettings(
        architecture.withInit(init),
        update.with(optimizer, weightDecay),
        loop,
        augmentation,
        validation,
        otherSeed,
        new Execution(execution.checkpointEvery(), 1));
  }

  /** The same settings with dropout. */
  public TrainingSettings withDropout(double dropout) {
    return new TrainingSettings(
        architecture.withDropout(dropout), update, loop, augmentation, validation, seed, execution);
  }

  static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + value);
    }
  }

  static void requireAtLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }
}
