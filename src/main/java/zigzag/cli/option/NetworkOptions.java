package zigzag.cli.option;

import picocli.CommandLine.Option;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.training.settings.Architecture;

/** The flags of the network and how it starts. */
final class NetworkOptions {
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
