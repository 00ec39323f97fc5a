package zigzag.training;

import zigzag.data.Augmentation;
import zigzag.data.BuiltInDigits;
import zigzag.network.Activation;
import zigzag.network.NamedInitializer;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;

/** Settings of a small training, of which a test changes what it is about. */
final class Draft {
  int hidden = 8;
  Activation activation = Activation.RELU;
  String init = "he";
  double biasInit;
  Optimizer optimizer = new Sgd(0.1);
  Schedule schedule = Schedule.CONSTANT;
  double warmupEpochs;
  double weightDecay;
  double clipNorm;
  double labelSmoothing;
  double ema;
  double dropout;
  int batch = 20;
  int epochs = 3;
  int steps;
  Augmentation augmentation = Augmentation.NONE;
  int validation = 10;
  int patience;
  Keep keep = Keep.BEST;
  int checkpointEvery = 1;
  long seed = 1;
  long splitSeed = 1;
  int threads = 1;

  TrainingSettings settings() {
    return new TrainingSettings(
        hidden,
        activation,
        NamedInitializer.named(init),
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
  DataSplit digits(int train, int test) {
    BuiltInDigits digits = new BuiltInDigits(5, 1);
    return DataSplit.of(digits.train(train), digits.test(test), validation, splitSeed);
  }
}
