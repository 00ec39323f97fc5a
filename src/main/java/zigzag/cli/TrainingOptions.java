package zigzag.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Label;
import zigzag.data.Augmentation;
import zigzag.network.Activation;
import zigzag.network.NamedInitializer;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.training.Keep;
import zigzag.training.TrainingSettings;

/** The flags that decide how a training goes; what is not given stays at its default. */
final class TrainingOptions {
  @ArgGroup(validate = false, heading = "%nNetwork%n")
  private Network network = new Network();

  @ArgGroup(validate = false, heading = "%nOptimizer%n")
  private Update update = new Update();

  @ArgGroup(validate = false, heading = "%nTraining%n")
  private Training training = new Training();

  /** The network and how it starts. */
  static final class Network {
    @Option(
        names = "--hidden",
        paramLabel = "N",
        description = "hidden units (default: " + TrainingSettings.HIDDEN + ")")
    private int hidden = TrainingSettings.HIDDEN;

    @Option(
        names = "--activation",
        paramLabel = "NAME",
        description = "relu, sigmoid or tanh (default: relu)")
    private String activation = TrainingSettings.ACTIVATION.label();

    @Option(
        names = "--init",
        paramLabel = "NAME",
        description =
            "initializer, with its number if it has one, as in normal:std=0.1; see the command"
                + " initializers (default: he for relu, else xavier)")
    private String init;

    @Option(
        names = "--dropout",
        paramLabel = "X",
        description = "share of hidden units that each training example drops (default: 0)")
    private double dropout;

    @Option(
        names = "--bias-init",
        paramLabel = "X",
        description = "what every bias starts with (default: 0)")
    private double biasInit;
  }

  /** The update rule. */
  static final class Update {
    @Option(
        names = "--optimizer",
        paramLabel = "NAME",
        description = "update rule; see the command optimizers (default: adam)")
    private String optimizer;

    @Option(
        names = {"--lr", "--learning-rate"},
        paramLabel = "X",
        description = "learning rate (default: the rule's own, as for the next four)")
    private Double learningRate;

    @Option(names = "--momentum", paramLabel = "X", description = "momentum")
    private Double momentum;

    @Option(names = "--beta1", paramLabel = "X", description = "decay of the mean gradient")
    private Double beta1;

    @Option(names = "--beta2", paramLabel = "X", description = "decay of the mean square")
    private Double beta2;

    @Option(names = "--rho", paramLabel = "X", description = "decay in rmsprop and adadelta")
    private Double rho;

    @Option(names = "--epsilon", paramLabel = "X", description = "keeps divisors from 0")
    private Double epsilon;

    @Option(
        names = "--weight-decay",
        paramLabel = "X",
        description = "L2 on weights, not biases; decoupled for adamw and lion (default: 0)")
    private double weightDecay;

    @Option(
        names = "--schedule",
        paramLabel = "NAME",
        description = "constant, step, exponential, cosine or one-cycle (default: constant)")
    private String schedule = Schedule.CONSTANT.label();

    @Option(
        names = "--warmup",
        paramLabel = "EPOCHS",
        description = "epochs over which the learning rate climbs first (default: 0)")
    private double warmup;

    @Option(
        names = "--plugins",
        paramLabel = "DIR",
        description = "folder of jars with further optimizers")
    private Path plugins;

    private Optimizer create(Optimizers optimizers, String text) {
      Label label = Label.parse(text);
      Map<String, Double> values = new LinkedHashMap<>(label.values());
      put(values, "lr", learningRate);
      put(values, "momentum", momentum);
      put(values, "beta1", beta1);
      put(values, "beta2", beta2);
      put(values, "rho", rho);
      put(values, "epsilon", epsilon);
      return optimizers.create(label.name(), values);
    }

    private static void put(Map<String, Double> values, String name, Double value) {
      if (value != null && values.put(name, value) != null) {
        throw new InputException(name + " is given twice; leave one out");
      }
    }
  }

  /** The loop. */
  static final class Training {
    @Option(
        names = "--batch",
        paramLabel = "N",
        description = "examples of a mini-batch (default: " + TrainingSettings.BATCH + ")")
    private int batch = TrainingSettings.BATCH;

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description =
            "passes over the training data (default: "
                + TrainingSettings.EPOCHS
                + ", and "
                + SymmetryCommand.EPOCHS
                + " for symmetry)")
    private Integer epochs;

    private int usualEpochs = TrainingSettings.EPOCHS;

    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "end after N mini-batches instead, whole epochs or not")
    private Integer steps;

    @Option(
        names = "--validation",
        paramLabel = "N",
        description =
            "training examples held out, 0 for none (default: "
                + TrainingSettings.VALIDATION
                + ", or a twelfth of fewer than 60000 examples)")
    private Integer validation;

    @Option(
        names = "--augment",
        paramLabel = "NAME",
        description = "distort the training images: none, affine or elastic (default: none)")
    private String augment = Augmentation.NONE.label();

    @Option(
        names = "--patience",
        paramLabel = "N",
        description = "end after N epochs without a better validation accuracy (default: never)")
    private int patience;

    @Option(
        names = "--keep",
        paramLabel = "best|last",
        description = "end with the best validation epoch or with the last (default: best)")
    private String keep = Keep.BEST.label();

    @Option(
        names = "--checkpoint-every",
        paramLabel = "EPOCHS",
        description = "epochs between checkpoints (default: 1)")
    private int checkpointEvery = 1;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "of weights, order and distortions (default: 1)")
    private long seed = 1;

    @Option(
        names = "--split-seed",
        paramLabel = "N",
        description = "of the choice of held-out examples (default: 1)")
    private long splitSeed = 1;

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "threads; they don't change the result (default: all cores)")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** The epochs that were asked for, or those that the steps take. */
    private int epochs(int examples) {
      if (steps == null) {
        return epochs == null ? usualEpochs : epochs;
      }
      if (epochs != null) {
        throw new InputException("--steps and --epochs contradict each other; leave one out");
      }
      if (steps < 1) {
        throw new InputException("--steps " + steps + ": give at least 1");
      }
      long size = Math.max(1, batch);
      long perEpoch = (Math.max(1, examples) + size - 1) / size;
      return (int) ((steps + perEpoch - 1) / perEpoch);
    }
  }

  /** The update rules there are, plug-ins included. */
  Optimizers optimizers() {
    return update.plugins == null ? new Optimizers() : new Optimizers(update.plugins);
  }

  /** Whether the user named an optimizer for all trainings. */
  boolean namesOptimizer() {
    return update.optimizer != null;
  }

  /** Whether the user named an initializer for all trainings. */
  boolean namesInit() {
    return network.init != null;
  }

  /** The initializer that the user named. */
  NamedInitializer init() {
    return NamedInitializer.named(network.init);
  }

  /** For how long a command trains where the user does not say. */
  void setUsualEpochs(int epochs) {
    training.usualEpochs = epochs;
  }

  /** How many threads there are to be. */
  int threads() {
    return training.threads;
  }

  void setThreads(int threads) {
    training.threads = threads;
  }

  /** The folder of plug-ins, or null. */
  Path plugins() {
    return update.plugins;
  }

  /**
   * The rule that a label names, with the hyperparameters of the label and the flags.
   *
   * @throws InputException if the rule has no such hyperparameter or refuses its value
   */
  Optimizer optimizer(Optimizers optimizers, String label) {
    return update.create(optimizers, label);
  }

  /** The settings that the flags come to, with the rule that they name, else {@code adam}. */
  TrainingSettings settings(Optimizers optimizers, int trainingExamples) {
    String rule = update.optimizer == null ? "adam" : update.optimizer;
    return settings(update.create(optimizers, rule), trainingExamples);
  }

  /**
   * The settings that the flags come to.
   *
   * @param trainingExamples how many there are, held-out ones included
   * @throws InputException if a value makes no sense
   */
  TrainingSettings settings(Optimizer optimizer, int trainingExamples) {
    Activation activation = Activation.named(network.activation);
    NamedInitializer init =
        network.init == null
            ? NamedInitializer.defaultFor(activation)
            : NamedInitializer.named(network.init);
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
              update.weightDecay,
              network.dropout,
              training.batch,
              training.epochs(trainingExamples - validation),
              training.steps == null ? 0 : training.steps,
              Augmentation.named(training.augment),
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
