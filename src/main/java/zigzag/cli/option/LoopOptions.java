package zigzag.cli.option;

import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.cli.SymmetryCommand;
import zigzag.training.settings.Loop;
import zigzag.training.settings.TrainingSettings.Execution;
import zigzag.training.settings.Validation;
import zigzag.training.settings.Validation.Keep;

/** The flags of the training loop. */
public final class LoopOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "examples of a mini-batch (default: " + Loop.BATCH + ")")
  private int batch = Loop.BATCH;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "passes over the training data (default: "
              + Loop.EPOCHS
              + ", and "
              + SymmetryCommand.EPOCHS
              + " for symmetry)")
  private Integer epochs;

  /** For how long a command trains where the user does not say. */
  public int usualEpochs = Loop.EPOCHS;

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
              + Validation.EXAMPLES
              + ", or a twelfth of fewer than 60000 examples)")
  private Integer validation;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "the share of its label that an example gives to all classes (default: 0)")
  private double labelSmoothing;

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
  long seed = 1;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "of the choice of held-out examples (default: 1)")
  private long splitSeed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads; they don't change the result (default: all cores)")
  public int threads = Runtime.getRuntime().availableProcessors();

  Loop loop(int examples) {
    return new Loop(batch, epochs(examples), steps == null ? 0 : steps, labelSmoothing);
  }

  /** What is held out of so many examples. */
  Validation validation(int examples) {
    int usual = Math.min(Validation.EXAMPLES, examples / 12);
    return new Validation(
        validation == null ? usual : validation, splitSeed, patience, Keep.CHOICE.pick(keep));
  }

  Execution execution() {
    return new Execution(checkpointEvery, threads);
  }

  /** The epochs that were asked for, or those that the steps take. */
  private int epochs(int examples) {
    if (steps == null) {
      return epochs == null ? usualEpochs : epochs;
    }
    InputException.refuseBoth(epochs != null, "--steps", "--epochs");
    if (steps < 1) {
      throw new InputException("--steps " + steps + ": give at least 1");
    }
    // A batch or examples that make no sense are refused with the settings.
    Loop epoch = new Loop(Math.max(1, batch), 0, 0, 0);
    return (int) Math.ceil((double) steps / epoch.stepsPerEpoch(Math.max(1, examples)));
  }
}
