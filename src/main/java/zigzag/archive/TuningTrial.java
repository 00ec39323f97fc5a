package zigzag.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import zigzag.InputException;

/**
 * One training of a search for a learning rate: a row of {@code tuning.csv}, and while the search
 * goes on a file of its own.
 *
 * @param label what it was trained for, of this optimizer and initializer
 * @param validationLoss that of the parameters that would be kept; null if it diverged
 * @param validationAccuracy likewise, a share from 0 to 1
 * @param chosen whether the rate became the label's
 */
public record TuningTrial(
    String label,
    String optimizer,
    String init,
    double learningRate,
    long seed,
    Double validationLoss,
    Double validationAccuracy,
    boolean chosen) {
  /** Where the files of single trials are. */
  public static final String FOLDER = "tuning";

  public static final CsvFile FILE =
      new CsvFile(
          "tuning.csv",
          16 << 20,
          "label",
          "optimizer",
          "init",
          "learning_rate",
          "seed",
          "validation_loss",
          "validation_accuracy",
          "diverged",
          "chosen");

  /** Whether the loss was no longer finite. */
  public boolean diverged() {
    return validationLoss == null;
  }

  /** The same with a choice. */
  public TuningTrial chosen(boolean now) {
    return new TuningTrial(
        label, optimizer, init, learningRate, seed, validationLoss, validationAccuracy, now);
  }

  public static List<TuningTrial> readAll(Path folder) throws IOException {
    return FILE.read(folder, TuningTrial::of);
  }

  private static TuningTrial of(CsvRow row) {
    double rate = row.number("learning_rate", Double.MIN_VALUE, Double.MAX_VALUE);
    if (Double.isNaN(rate)) {
      throw row.wrong("learning_rate", "a number above 0");
    }
    TuningTrial trial =
        new TuningTrial(
            row.text("label"),
            row.text("optimizer"),
            row.text("init"),
            rate,
            row.whole("seed"),
            orNull(row.number("validation_loss", 0, Double.MAX_VALUE)),
            orNull(row.number("validation_accuracy", 0, 1)),
            row.flag("chosen"));
    boolean diverged = row.flag("diverged");
    if (diverged != trial.diverged() || diverged != (trial.validationAccuracy() == null)) {
      throw row.wrong("validation_loss and validation_accuracy are there unless diverged is true");
    }
    return trial;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The cells of the row, with the way in which numbers are written. */
  public List<?> cells(DoubleFunction<String> number) {
    return Arrays.asList(
        label,
        optimizer,
        init,
        number.apply(learningRate),
        seed,
        diverged() ? null : number.apply(validationLoss),
        diverged() ? null : number.apply(validationAccuracy),
        diverged(),
        chosen);
  }

  /** Keeps the trial in a file of its own while the search goes on. */
  public void write(Path file) throws IOException {
    ObjectNode json = Json.fields(this).without(List.of("optimizer", "init", "chosen"));
    AtomicFile.write(file, json.toString());
  }

  /** Reads what {@link #write} wrote. */
  public static TuningTrial read(Path file, String optimizer, String init) throws IOException {
    ObjectNode json = Json.read(file).put("optimizer", optimizer).put("init", init);
    TuningTrial trial = Json.bind(file.toString(), json.put("chosen", false), TuningTrial.class);
    Json.requireLine("label", trial.label, Json.LINE);
    if (trial.diverged() != (trial.validationAccuracy == null)) {
      throw new InputException(file + " is no whole trial; delete it");
    }
    return trial;
  }
}
