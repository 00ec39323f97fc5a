package zigzag.cli.option;

import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.cli.SymmetryCommand;
import zigzag.training.settings.Keep;
import zigzag.training.settings.TrainingSettings;

/** The flags of the training loop. */
final class LoopOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "examples of a mini-batch (default: " + TrainingSettings.BATCH + ")")
  int batch = TrainingSettings.BATCH;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "passes over the training data (default: "
              + TrainingSettings.EPOCHS
              + ", and "
              + SymmetryCommand.EPOCHS
              + " for symmetry)")
  Integer epochs;

  int usualEpochs = TrainingSettings.EPOCHS;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "end after N mini-batches instead, whole epochs or not")
  Integer steps;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description =
          "training examples held out, 0 for none (default: "
              + TrainingSettings.VALIDATION
              + ", or a twelfth of fewer than 60000 examples)")
  Integer validation;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "the share of its label that an example gives to all classes (default: 0)")
  double labelSmoothing;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "end after N epochs without a better validation accuracy (default: never)")
  int patience;

  @Option(
      names = "--keep",
      paramLabel = "best|last",
      description = "end with the best validation epoch or with the last (default: best)")
  String keep = Keep.BEST.label();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "EPOCHS",
      description = "epochs between checkpoints (default: 1)")
  int checkpointEvery = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of weights, order and distortions (default: 1)")
  long seed = 1;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "of the choice of held-out examples (default: 1)")
  long splitSeed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads; they don't change the result (default: all cores)")
  int threads = Runtime.getRuntime().availableProcessors();

  /** The epochs that were asked for, or those that the steps take. */
  int epochs(int examples) {
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
