package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
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
    Objects.requireNonNull(update.schedule(update.warmup(), loop.epochs(), 1));
  }

  /**
   * The learning rate of every step of this training.
   *
   * @throws IllegalArgumentException if the warm-up is longer than the training
   */
  public LearningRateSchedule learningRateSchedule(int trainingExamples) {
    int perEpoch = loop.stepsPerEpoch(trainingExamples);
    return loop.steps() == 0
        ? update.schedule(update.warmup(), loop.epochs(), perEpoch)
        : update.schedule(update.warmup() * perEpoch, loop.steps(), 1);
  }

  /** The same settings for another start, rule, decay and seed, on one thread. */
  public TrainingSettings with(Initializer init, Optimizer optimizer, double decay, long newSeed) {
    Architecture a = architecture;
    Update u = update;
    return new TrainingSettings(
        new Architecture(a.hidden(), a.activation(), init, a.dropout(), a.biasInit()),
        new Update(optimizer, decay, u.clipNorm(), u.ema(), u.schedule(), u.warmup()),
        loop,
        augmentation,
        validation,
        newSeed,
        new Execution(execution.checkpointEvery(), 1));
  }

  /** The same settings with these changes of the learning rate, and no others. */
  public TrainingSettings with(List<LearningRateSchedule.Change> changes) {
    return with(update.with(changes));
  }

  /** The same settings with another learning rate after so many steps. */
  public TrainingSettings changed(long step, double learningRate) {
    return with(update.changed(step, learningRate));
  }

  private TrainingSettings with(Update other) {
    return new TrainingSettings(
        architecture, other, loop, augmentation, validation, seed, execution);
  }

  /** The same settings with dropout. */
  public TrainingSettings withDropout(double rate) {
    Architecture a = architecture;
    return new TrainingSettings(
        new Architecture(a.hidden(), a.activation(), a.init(), rate, a.biasInit()),
        update,
        loop,
        augmentation,
        validation,
        seed,
        execution);
  }

  static void requireAtLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }

  /**
   * How a training is carried out, which changes nothing of its result.
   *
   * @param checkpointEvery the epochs between checkpoints
   */
  public record Execution(int checkpointEvery, int threads) {
    public Execution {
      TrainingSettings.requireAtLeast(1, "checkpoint-every", checkpointEvery);
      TrainingSettings.requireAtLeast(1, "threads", threads);
    }
  }
}
