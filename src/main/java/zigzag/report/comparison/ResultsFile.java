package zigzag.report.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import zigzag.archive.Decimals;

/** {@code results.csv}: one row per finished run, in the order of the labels, then by seed. */
public final class ResultsFile {
  public static final String NAME = "results.csv";

  /** What depends on time alone stands in {@code seconds} alone. */
  static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "init",
          "lr",
          "seed",
          "test_accuracy",
          "test_loss",
          "steps_to_target",
          "seconds",
          "diverged",
          "train_loss",
          "validation_loss",
          "validation_accuracy",
          "steps");

  private ResultsFile() {}

  public static String text(ComparisonFolder comparison) {
    return csv(
        Stream.concat(
                Stream.of(COLUMNS), comparison.runs().stream().map(run -> row(comparison, run)))
            .toList());
  }

  private static List<String> row(ComparisonFolder comparison, ComparedRun run) {
    OptionalLong toTarget =
        comparison.plan().target().isEmpty()
            ? OptionalLong.empty()
            : run.stepsTo(comparison.plan().target().getAsDouble());
    return List.of(
        run.label(),
        run.optimizer(),
        run.init(),
        Decimals.shortest(run.learningRate()),
        Long.toString(run.seed()),
        Decimals.shortest(run.testAccuracy()),
        Decimals.shortest(run.testLoss()),
        toTarget.isEmpty() ? "" : Long.toString(toTarget.getAsLong()),
        Decimals.shortest(run.trainingSeconds()),
        Boolean.toString(run.diverged()),
        Decimals.shortest(run.trainLoss()),
        Decimals.shortest(run.validationLoss()),
        Decimals.shortest(run.validationAccuracy()),
        Long.toString(run.stepCount()));
  }

  /** Rows as CSV, with quotes where a cell needs them. */
  static String csv(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
