package zigzag.cli.option;

import picocli.CommandLine.Option;
import zigzag.training.settings.TrainingSettings;

/** The flags of the network and how it starts. */
final class NetworkOptions {
  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "hidden units (default: " + TrainingSettings.HIDDEN + ")")
  int hidden = TrainingSettings.HIDDEN;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "relu, sigmoid or tanh (default: relu)")
  String activation = TrainingSettings.ACTIVATION.label();

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
  double dropout;

  @Option(
      names = "--bias-init",
      paramLabel = "X",
      description = "what every bias starts with (default: 0)")
  double biasInit;
}
