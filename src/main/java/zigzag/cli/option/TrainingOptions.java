package zigzag.cli.option;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.ArgGroup;
import zigzag.InputException;
import zigzag.initializer.Initializer;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Keep;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;

/** The flags that decide how a training goes; what is not given stays at its default. */
public final class TrainingOptions {
  @ArgGroup(validate = false, heading = "%nNetwork%n")
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nOptimizer%n")
  private OptimizerOptions update = new OptimizerOptions();

  @ArgGroup(validate = false, heading = "%nTraining%n")
  private LoopOptions training = new LoopOptions();

  @ArgGroup(validate = false, heading = "%nDistortions%n")
  private AugmentOptions augment = new AugmentOptions();

  /** The rules there are, plug-ins included. */
  public Registries rules() {
    return update.rules();
  }

  /** Whether the user named an optimizer for all trainings. */
  boolean namesOptimizer() {
    return update.optimizer != null;
  }

  /** The optimizer of all trainings: the one that the user named, or the usual one. */
  String optimizerName() {
    return update.optimizer == null ? "adam" : update.optimizer;
  }

  /** Whether the user named an initializer for all trainings. */
  public boolean namesInit() {
    return network.init != null;
  }

  /** The initializer that the user named. */
  public Initializer init(Registries rules) {
    return rules.initializers().named(network.init);
  }

  /** For how long a command trains where the user does not say. */
  public void setUsualEpochs(int epochs) {
    training.usualEpochs = epochs;
  }

  /** How many threads there are to be. */
  public int threads() {
    return training.threads;
  }

  public void setThreads(int threads) {
    training.threads = threads;
  }

  /** The folder of plug-ins, or null. */
  public Path plugins() {
    return update.plugins;
  }

  /**
   * The rule that a label names, with the hyperparameters of the label and the flags.
   *
   * @throws InputException if the rule has no such hyperparameter or refuses its value
   */
  Optimizer optimizer(Registries rules, String label) {
    return update.create(rules.optimizers(), label);
  }

  /** The settings that the flags come to, with the rule that they name, else {@code adam}. */
  public TrainingSettings settings(Registries rules, int trainingExamples) {
    return settings(rules, optimizer(rules, optimizerName()), trainingExamples);
  }

  /**
   * The settings that the flags come to.
   *
   * @param trainingExamples how many there are, held-out ones included
   * @throws InputException if a value makes no sense
   */
  public TrainingSettings settings(Registries rules, Optimizer optimizer, int trainingExamples) {
    Activation activation = Activation.named(network.activation);
    Initializer init = network.init == null ? activation.defaultInitializer() : init(rules);
    int validation =
        training.validation == null
            ? Math.min(TrainingSettings.VALIDATION, trainingExamples / 12)
            : training.validation;
    try {
      TrainingSettings settings =
          new TrainingSettings(
              network.hidden,
              activation,
              init,
              network.biasInit,
              optimizer,
              Schedule.named(update.schedule),
              update.warmup,
              update.weightDecay == null ? optimizer.defaultWeightDecay() : update.weightDecay,
              update.clipNorm,
              training.labelSmoothing,
              update.ema,
              network.dropout,
              training.batch,
              training.epochs(trainingExamples - validation),
              training.steps == null ? 0 : training.steps,
              augment.augmentation(),
              validation,
              training.patience,
              Keep.named(training.keep),
              training.checkpointEvery,
              training.seed,
              training.splitSeed,
              training.threads);
      // A warm-up can turn out longer than so many steps.
      Objects.requireNonNull(
          settings.learningRateSchedule(
              settings.stepsPerEpoch(Math.max(1, trainingExamples - validation))));
      return settings;
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }
}
