package zigzag.report.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.Sha256;
import zigzag.archive.Json;
import zigzag.archive.NumberTable;
import zigzag.archive.Png;

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
    ObjectNode config,
    NumberTable metrics,
    NumberTable steps,
    RunSummary summary,
    Optional<Confusion> confusion,
    Optional<Png> units,
    Optional<Examples> examples) {
  public static final List<String> METRICS =
      List.of(
          "epoch",
          "step",
          "train_loss",
          "train_accuracy",
          "validation_loss",
          "validation_accuracy",
          "learning_rate",
          "gradient_norm",
          "seconds");
  static final List<String> STEPS = List.of("step", "loss");

  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed
   */
  static RunFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + " is not a folder; name one that a training wrote");
    }
    Path summaryFile = folder.resolve("summary.json");
    RunSummary summary = RunSummary.of(summaryFile, Json.read(summaryFile));
    NumberTable metrics = metrics(folder);
    NumberTable steps = steps(folder);
    Path confusionFile = folder.resolve("confusion.csv");
    Optional<Confusion> confusion = Confusion.read(confusionFile);
    if (summary.testAccuracy().isPresent() && confusion.isEmpty()) {
      throw new InputException(confusionFile + " is missing; a run with a test accuracy has one");
    }
    confusion.ifPresent(matrix -> checkAccuracy(summary, matrix, confusionFile));
    Optional<Png> units = Png.read(folder.resolve("units.png"));
    Optional<Examples> examples =
        confusion.isPresent() ? Examples.read(folder, confusion.get()) : Optional.empty();
    ObjectNode config = Json.read(folder.resolve("config.json"));
    requireOneRun(folder, Json.read(summaryFile), config);
    return new RunFolder(folder, config, metrics, steps, summary, confusion, units, examples);
  }

  /**
   * Refuses files of several runs in one folder, as far as the summary says what belongs to it.
   *
   * @param summary the content of {@code summary.json}
   * @param config that of {@code config.json}
   */
  public static void requireOneRun(Path folder, ObjectNode summary, ObjectNode config)
      throws IOException {
    if (summary.has("settings") && !summary.get("settings").equals(config.get("settings"))) {
      throw new InputException(
          folder + ": config.json and summary.json are of different runs; train it again");
    }
    for (String table : List.of("metrics.csv", "steps.csv", "confusion.csv")) {
      Path file = folder.resolve(table);
      String sum = summary.path("files").path(table).asText();
      if (!sum.isEmpty() && Files.exists(file) && !sum.equals(Sha256.of(file))) {
        throw new InputException(
            file + " is not the one of the run that summary.json is of; train it again");
      }
    }
  }

  /** Reads the row of each epoch. */
  public static NumberTable metrics(Path folder) throws IOException {
    NumberTable metrics = NumberTable.read(folder.resolve("metrics.csv"), METRICS);
    metrics.risingColumn("epoch");
    metrics.risingColumn("step");
    return metrics;
  }

  /** Reads the row of each mini-batch. */
  public static NumberTable steps(Path folder) throws IOException {
    NumberTable steps = NumberTable.read(folder.resolve("steps.csv"), STEPS);
    steps.risingColumn("step");
    return steps;
  }

  /** Refuses a matrix of another run, as a folder put together by hand may have. */
  private static void checkAccuracy(RunSummary summary, Confusion matrix, Path file) {
    double accuracy = (double) matrix.right() / matrix.total();
    if (summary.testAccuracy().isPresent()
        && !(Math.abs(accuracy - summary.testAccuracy().getAsDouble()) < 1e-4)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: %d of %d right, but summary.json has a test_accuracy of %s",
              file,
              matrix.right(),
              matrix.total(),
              summary.testAccuracy().getAsDouble()));
    }
  }

  /** What the run is called: the name of its folder. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : Printable.line(name.toString());
  }
}
