package zigzag.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import zigzag.InputException;

/** Reads and writes {@code tuning.csv}: the trials by which the learning rates were chosen. */
final class TuningFile {
  static final String NAME = "tuning.csv";
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
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Characters of a cell that a message quotes. */
  private static final int QUOTED = 40;

  private TuningFile() {}

  /**
   * Reads the trials.
   *
   * @throws InputException if the file is missing, too large or malformed
   */
  static List<TuningTrial> read(Path file) throws IOException {
    RunFiles.check(file, MOST_BYTES);
    List<TuningTrial> trials = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(false)
            .allowExtraFields(true) // Row counts the cells and names the line
            .allowMissingFields(true)
            .ofCsvRecord(new StringReader(content(file)))) {
      boolean header = true;
      for (CsvRecord record : reader) {
        if (header) {
          requireColumns(file, record);
          header = false;
        } else {
          trials.add(new Row(file, record).trial());
        }
      }
      if (header) {
        throw new InputException(file + " is empty; compare again with --tune");
      }
    } catch (CsvParseException e) {
      throw new InputException(
          file + " is not CSV: " + e.getMessage().lines().findFirst().get(), e);
    }
    return trials;
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

  private static String content(Path file) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not a text file in UTF-8", e);
    }
  }

  private static void requireColumns(Path file, CsvRecord header) {
    if (!header.getFields().equals(COLUMNS)) {
      String columns = String.join(",", header.getFields());
      throw new InputException(
          file
              + ": the columns are "
              + Row.shortened(columns, 200)
              + "; they should be "
              + String.join(",", COLUMNS));
    }
  }

  /** One line, its cells checked as they are asked for. */
  private record Row(Path file, CsvRecord record) {
    TuningTrial trial() {
      if (record.getFieldCount() != COLUMNS.size()) {
        throw wrong(record.getFieldCount() + " cells; there are " + COLUMNS.size() + " columns");
      }
      boolean diverged = flag("diverged");
      OptionalDouble loss = number("validation_loss");
      OptionalDouble accuracy = number("validation_accuracy");
      if (diverged == loss.isPresent() || diverged == accuracy.isPresent()) {
        throw wrong("validation_loss and validation_accuracy are there unless diverged is true");
      }
      OptionalDouble rate = number("learning_rate");
      if (rate.isEmpty() || !(rate.getAsDouble() > 0)) {
        throw wrong("learning_rate is \"" + cell("learning_rate") + "\", not a number above 0");
      }
      if (loss.orElse(0) < 0 || accuracy.orElse(0) < 0 || accuracy.orElse(0) > 1) {
        throw wrong("a loss is a number from 0 up, an accuracy a share from 0 to 1");
      }
      return new TuningTrial(
          text("label"),
          text("optimizer"),
          text("init"),
          rate.getAsDouble(),
          seed(),
          loss,
          accuracy,
          diverged,
          flag("chosen"));
    }

    private String cell(String column) {
      return record.getField(COLUMNS.indexOf(column));
    }

    private String text(String column) {
      String cell = cell(column);
      if (cell.isBlank() || !cell.equals(shortened(cell, JsonFields.LONGEST_TEXT))) {
        throw wrong(column + " is \"" + shortened(cell, QUOTED) + "\", not one line of text");
      }
      return cell;
    }

    private OptionalDouble number(String column) {
      String cell = cell(column);
      if (cell.isEmpty()) {
        return OptionalDouble.empty();
      }
      if (!NumberTable.NUMBER.matcher(cell).matches()
          || !Double.isFinite(Double.parseDouble(cell))) {
        throw wrong(column + " is \"" + shortened(cell, QUOTED) + "\", not a number");
      }
      return OptionalDouble.of(Double.parseDouble(cell));
    }

    private long seed() {
      try {
        return Long.parseLong(cell("seed"));
      } catch (NumberFormatException e) {
        throw wrong("seed is \"" + shortened(cell("seed"), QUOTED) + "\", not a whole number");
      }
    }

    private boolean flag(String column) {
      return switch (cell(column)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw wrong(
                column + " is \"" + shortened(cell(column), QUOTED) + "\", not true or false");
      };
    }

    private InputException wrong(String problem) {
      return new InputException(file + ", line " + record.getStartingLineNumber() + ": " + problem);
    }

    /** The cell for a message of one line. */
    private static String shortened(String cell, int length) {
      String line = CONTROL.matcher(cell).replaceAll("?");
      return line.length() > length ? line.substring(0, length) + "…" : line;
    }
  }
}
