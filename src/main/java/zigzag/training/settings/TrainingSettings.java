package zigzag.training.settings;

import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializer;
import zigzag.network.Activation;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.WeightDecay;

/**
 * Everything that decides how a training goes, but for the data.
 *
 * @param hidden the number of hidden units
 * @param activation the hidden layer's non-linearity
 * @param init how the weights start
 * @param biasInit what every bias starts with
 * @param optimizer the update rule with its hyperparameters
 * @param schedule the shape of the learning rate over the training
 * @param warmupEpochs the epochs over which the learning rate climbs first; 0 for none
 * @param weightDecay the coefficient of weight decay, on weights alone; 0 for none
 * @param clipNorm what a longer gradient is shortened to; 0 for never
 * @param labelSmoothing the share of its label that an example gives to all classes; 0 for none
 * @param ema the share of the averaged parameters that a step keeps; 0 for no averaging
 * @param dropout the share of the hidden units that each example of a batch drops; 0 for none
 * @param batch the examples of a mini-batch
 * @param epochs the length of the training; with a number of steps, as many as it takes
 * @param steps end after so many steps, in the middle of an epoch if need be; 0 for whole epochs
 * @param augmentation how training images are distorted
 * @param validation the examples that are held out; 0 for none
 * @param patience end after so many epochs without a better validation accuracy; 0 for never
 * @param keep which parameters to end with
 * @param checkpointEvery the epochs between checkpoints
 * @param seed of the initial weights, the order of the examples and their distortions
 * @param splitSeed of the choice of the held-out examples
 * @param threads the threads that share a step; they don't change the result
 */
public record TrainingSettings(
    int hidden,
    Activation activation,
    Initializer init,
    double biasInit,
    Optimizer optimizer,
    Schedule schedule,
    double warmupEpochs,
    double weightDecay,
    double clipNorm,
    double labelSmoothing,
    double ema,
    double dropout,
    int batch,
    int epochs,
    int steps,
    Augmentation augmentation,
    int validation,
    int patience,
    Keep keep,
    int checkpointEvery,
    long seed,
    long splitSeed,
    int threads) {

  /** Hidden units, unless another number is asked for. */
  public static final int HIDDEN = 128;

  /** The non-linearity, unless another is asked for. */
  public static final Activation ACTIVATION = Activation.RELU;

  /** Examples of a mini-batch, unless another number is asked for. */
  public static final int BATCH = 100;

  /** Epochs, unless another number is asked for. */
  public static final int EPOCHS = 10;

  /** Held-out examples, unless another number is asked for. */
  public static final int VALIDATION = 5000;

  /** Rejects numbers that make no sense by themselves. */
  public TrainingSettings {
    requireAtLeast(1, "hidden", hidden);
    requireAtLeast(1, "batch", batch);
    requireAtLeast(0, "epochs", epochs);
    requireAtLeast(0, "steps", steps);
    requireAtLeast(0, "validation", validation);
    requireAtLeast(0, "patience", patience);
    requireAtLeast(1, "checkpoint-every", checkpointEvery);
    requireAtLeast(1, "threads", threads);
    if (!Double.isFinite(biasInit)) {
      throw new IllegalArgumentException("bias-init must be a finite number, not " + biasInit);
    }
    requireSchedule(schedule, optimizer, warmupEpochs, epochs);
    requireWeightDecay(weightDecay);
    if (!(clipNorm >= 0 && Double.isFinite(clipNorm))) {
      throw new IllegalArgumentException(
          "clip-norm must be a number of at least 0, not " + clipNorm);
    }
    requireShare("label-smoothing", labelSmoothing);
    requireShare("ema", ema);
    requireDropout(dropout);
    if (patience > 0 && validation == 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " needs validation examples; hold some out");
    }
  }

  /**
   * The learning rate of every step of this training.
   *
   * @throws IllegalArgumentException if the warm-up is longer than the training
   */
  public LearningRateSchedule learningRateSchedule(int stepsPerEpoch) {
    return steps == 0
        ? new LearningRateSchedule(
            schedule, optimizer.learningRate(), warmupEpochs, epochs, stepsPerEpoch)
        : new LearningRateSchedule(
            schedule, optimizer.learningRate(), warmupEpochs * stepsPerEpoch, steps, 1);
  }

  /** The batches of an epoch of so many examples, the last, shorter one included. */
  public int stepsPerEpoch(int trainingExamples) {
    return (int) (((long) trainingExamples + batch - 1) / batch);
  }

  /** The same settings for another start, rule, decay and seed, on so many threads. */
  public TrainingSettings with(
      Initializer otherInit,
      Optimizer otherOptimizer,
      double otherWeightDecay,
      long otherSeed,
      int otherThreads) {
    return new TrainingSettings(
        hidden,
        activation,
        otherInit,
        biasInit,
        otherOptimizer,
        schedule,
        warmupEpochs,
        otherWeightDecay,
        clipNorm,
        labelSmoothing,
        ema,
        dropout,
        batch,
        epochs,
        steps,
        augmentation,
        validation,
        patience,
        keep,
        checkpointEvery,
        otherSeed,
        splitSeed,
        otherThreads);
  }

  /** The same settings with dropout. */
  public TrainingSettings withDropout(double otherDropout) {
    return new TrainingSettings(
        hidden,
        activation,
        init,
        biasInit,
        optimizer,
        schedule,
        warmupEpochs,
        weightDecay,
        clipNorm,
        labelSmoothing,
        ema,
        otherDropout,
        batch,
        epochs,
        steps,
        augmentation,
        validation,
        patience,
        keep,
        checkpointEvery,
        seed,
        splitSeed,
        threads);
  }

  /** The schedule itself knows what it can't do. */
  private static void requireSchedule(
      Schedule schedule, Optimizer optimizer, double warmupEpochs, int epochs) {
    LearningRateSchedule unused =
        new LearningRateSchedule(schedule, optimizer.learningRate(), warmupEpochs, epochs, 1);
  }

  private static void requireDropout(double dropout) {
    Dropout unused = new Dropout(dropout);
  }

  private static void requireWeightDecay(double weightDecay) {
    WeightDecay unused = new WeightDecay(weightDecay);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + value);
    }
  }

  private static void requireAtLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }
}
