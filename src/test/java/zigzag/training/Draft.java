package zigzag.training;

import zigzag.data.digits.BuiltInDigits;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.Loop;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.TrainingSettings.Execution;
import zigzag.training.settings.Update;
import zigzag.training.settings.Validation;
import zigzag.training.settings.Validation.Keep;

/** Settings of a small training, of which a test changes what it is about. */
public final class Draft {
  public int hidden = 8;
  public Activation activation = Activation.RELU;
  public String init = "he";
  public double biasInit;
  public Optimizer optimizer = new Sgd(0.1);
  public Schedule schedule = Schedule.CONSTANT;
  public double warmup;
  public double weightDecay;
  public double clipNorm;
  public double labelSmoothing;
  public double ema;
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
        new Architecture(hidden, activation, new Initializers().named(init), dropout, biasInit),
        new Update(optimizer, weightDecay, clipNorm, ema, schedule, warmup),
        new Loop(batch, epochs, steps, labelSmoothing),
        augmentation,
        new Validation(validation, splitSeed, patience, keep),
        seed,
        new Execution(checkpointEvery, threads));
  }

  /** So many built-in digits to learn and hold out, and some to be tested on. */
  public DataSplit digits(int train, int test) {
    BuiltInDigits digits = new BuiltInDigits(5);
    return DataSplit.of(digits.train(train), digits.test(test), validation, splitSeed);
  }
}
