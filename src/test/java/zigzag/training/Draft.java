package zigzag.training;

import zigzag.data.digits.BuiltInDigits;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Keep;
import zigzag.training.settings.TrainingSettings;

/** Settings of a small training, of which a test changes what it is about. */
public final class Draft {
  public int hidden = 8;
  public Activation activation = Activation.RELU;
  public String init = "he";
  public double biasInit;
  public Optimizer optimizer = new Sgd(0.1);
  public Schedule schedule = Schedule.CONSTANT;
  public double warmupEpochs;
  public double weightDecay;
  double clipNorm;
  double labelSmoothing;
  double ema;
  public double dropout;
  public int batch = 20;
  public int epochs = 3;
  public int steps;
  public Augmentation augmentation = Augmentation.NONE;
  public int validation = 10;
  public int patience;
  public Keep keep = Keep.BEST;
  public int checkpointEvery = 1;
  public long seed = 1;
  public long splitSeed = 1;
  public int threads = 1;

  public TrainingSettings settings() {
    return new TrainingSettings(
        hidden,
        activation,
        new Initializers().named(init),
        biasInit,
        optimizer,
        schedule,
        warmupEpochs,
        weightDecay,
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
        seed,
        splitSeed,
        threads);
  }

  /** So many built-in digits to learn and hold out, and some to be tested on. */
  public DataSplit digits(int train, int test) {
    BuiltInDigits digits = new BuiltInDigits(5, 1);
    return DataSplit.of(digits.train(train), digits.test(test), validation, splitSeed);
  }
}
