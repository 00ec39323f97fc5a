package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.NumberTable;
import zigzag.archive.Png;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Examples;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.report.text.DataName;

/**
 * All that a {@code train} run wrote down.
 *
 * @param metrics one row per epoch, before training included
 * @param steps one row per mini-batch
 * @param confusion on the test set; absent if the run ended before it was evaluated
 * @param units the incoming weights of the hidden units as images; absent in the same case, and
 *     from the runs of a comparison
 * @param examples some test images; absent where units are
 */
public record RunFolder(
    Path folder,
    RunConfig config,
    NumberTable metrics,
    NumberTable steps,
    RunSummary summary,
    Optional<Confusion> confusion,
    Optional<Png> units,
    Optional<Examples> examples) {
  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed
   */
  static RunFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + " is not a folder; name one that a training wrote");
    }
    RunSummary summary = RunSummary.read(folder);
    NumberTable metrics = EpochMetrics.read(folder);
    NumberTable steps = StepLosses.read(folder);
    Optional<Confusion> confusion = Confusion.read(folder);
    if (summary.testAccuracy() != null) {
      requireAccuracy(summary, confusion, folder.resolve(Confusion.NAME));
    }
    Optional<Png> units = Png.read(folder.resolve(RunFiles.UNITS));
    Optional<Examples> examples =
        confusion.isPresent() ? Examples.read(folder, confusion.get()) : Optional.empty();
    RunConfig config = RunConfig.read(folder);
    summary.requireOneRun(folder, config);
    return new RunFolder(folder, config, metrics, steps, summary, confusion, units, examples);
  }

  /** Refuses a matrix of another run, as a folder put together by hand may have. */
  private static void requireAccuracy(RunSummary summary, Optional<Confusion> read, Path file) {
    Confusion matrix =
        read.orElseThrow(
            () -> new InputException(file + " is missing; a run with a test accuracy has one"));
    double accuracy = (double) matrix.right() / matrix.total();
    if (!(Math.abs(accuracy - summary.testAccuracy()) < 1e-4)) {
      throw new InputException(
          Numerals.format(
              "%s: %d of %d right, but %s has a test_accuracy of %s",
              file, matrix.right(), matrix.total(), RunSummary.NAME, summary.testAccuracy()));
    }
  }

  DataName data() {
    return new DataName(summary.dataset());
  }

  String name() {
    return Folders.name(folder, "run");
  }
}
