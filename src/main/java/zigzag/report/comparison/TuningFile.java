package zigzag.report.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.archive.CsvRow;
import zigzag.archive.Decimals;

/** Reads and writes {@code tuning.csv}: the trials by which the learning rates were chosen. */
public final class TuningFile {
  public static final String NAME = "tuning.csv";
  static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "init",
          "learning_rate",
          "seed",
          "validation_loss",
          "validation_accuracy",
          "diverged",
          "chosen");

  private static final long MOST_BYTES = 16 << 20;

  private TuningFile() {}

  /**
   * Reads the trials.
   *
   * @throws InputException if the file is missing, too large or malformed
   */
  static List<TuningTrial> read(Path file) throws IOException {
    List<TuningTrial> trials = new ArrayList<>();
    for (CsvRow row : CsvRow.readAny(file, COLUMNS, MOST_BYTES)) {
      trials.add(trial(row));
    }
    return trials;
  }

  private static TuningTrial trial(CsvRow row) {
    boolean diverged = row.flag("diverged");
    OptionalDouble loss = optional(row.number("validation_loss", 0, Double.MAX_VALUE));
    OptionalDouble accuracy = optional(row.number("validation_accuracy", 0, 1));
    if (diverged == loss.isPresent() || diverged == accuracy.isPresent()) {
      throw row.wrong("validation_loss and validation_accuracy are there unless diverged is true");
    }
    OptionalDouble rate = optional(row.number("learning_rate", Double.MIN_VALUE, Double.MAX_VALUE));
    return new TuningTrial(
        row.text("label"),
        row.text("optimizer"),
        row.text("init"),
        rate.orElseThrow(() -> row.wrong("learning_rate", "a number above 0")),
        row.whole("seed"),
        loss,
        accuracy,
        diverged,
        row.flag("chosen"));
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The file's content. */
  static String text(List<TuningTrial> trials) {
    List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
    for (TuningTrial trial : trials) {
      rows.add(
          List.of(
              trial.label(),
              trial.optimizer(),
              trial.init(),
              Decimals.shortest(trial.learningRate()),
              Long.toString(trial.seed()),
              Decimals.shortest(trial.validationLoss()),
              Decimals.shortest(trial.validationAccuracy()),
              Boolean.toString(trial.diverged()),
              Boolean.toString(trial.chosen())));
    }
    return ResultsFile.csv(rows);
  }
}
