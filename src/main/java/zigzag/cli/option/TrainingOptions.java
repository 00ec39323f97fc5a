package zigzag.cli.option;

import java.util.Objects;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Validation;

/** The flags that decide how a training goes; what is not given stays at its default. */
public final class TrainingOptions {
  @ArgGroup(validate = false, heading = "%nNetwork%n")
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nOptimizer%n")
  public final OptimizerOptions update = new OptimizerOptions();

  @ArgGroup(validate = false, heading = "%nTraining%n")
  public final LoopOptions training = new LoopOptions();

  @ArgGroup(validate = false, heading = "%nDistortions%n")
  private AugmentOptions augment = new AugmentOptions();

  /** The rules there are, plug-ins included. */
  public Registries rules() {
    return update.rules();
  }

  boolean namesOptimizer() {
    return update.optimizer != null;
  }

  /** The optimizer of all trainings: the one that the user named, or the usual one. */
  String optimizerName() {
    return update.optimizer == null ? "adam" : update.optimizer;
  }

  public boolean namesInit() {
    return network.init != null;
  }

  public Initializer init(Registries rules) {
    return rules.initializers().named(network.init);
  }

  /** The rule that a label names, with the hyperparameters of the label and the flags. */
  Optimizer optimizer(Registries rules, String label) {
    return update.create(rules.optimizers(), label);
  }

  /** The settings that the flags come to, with the rule that they name, else {@code adam}. */
  public TrainingSettings settings(Registries rules, int trainingExamples) {
    return settings(rules, optimizer(rules, optimizerName()), trainingExamples);
  }

  /** The same with another rule; of the examples, some are held out. */
  public TrainingSettings settings(Registries rules, Optimizer optimizer, int trainingExamples) {
    try {
      Validation validation = training.validation(trainingExamples);
      int examples = trainingExamples - validation.examples();
      TrainingSettings settings =
          new TrainingSettings(
              network.architecture(rules.initializers()),
              update.update(optimizer),
              training.loop(examples),
              augment.augmentation(),
              validation,
              training.seed,
              training.execution());
      // A warm-up can turn out longer than so many steps.
      Objects.requireNonNull(settings.learningRateSchedule(Math.max(1, examples)));
      return settings;
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** The flags of the network and how it starts. */
  private static final class NetworkOptions {
    @Option(
        names = "--hidden",
        paramLabel = "N",
        description = "hidden units (default: " + Architecture.HIDDEN + ")")
    private int hidden = Architecture.HIDDEN;

    @Option(
        names = "--activation",
        paramLabel = "NAME",
        description = "relu, sigmoid or tanh (default: relu)")
    private String activation = Activation.RELU.label();

    @Option(
        names = "--init",
        paramLabel = "NAME",
        description =
            "initializer, with its number if it has one, as in normal:std=0.1; see the command"
                + " initializers (default: he for relu, else xavier)")
    String init;

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

    /** What the flags come to. */
    Architecture architecture(Initializers initializers) {
      Activation chosen = Activation.CHOICE.pick(activation);
      return new Architecture(
          hidden,
          chosen,
          init == null ? chosen.defaultInitializer() : initializers.named(init),
          dropout,
          biasInit);
    }
  }
}
