package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import zigzag.Numerals;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.DatasetStatistics;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** {@code data info}: a data set in numbers. */
@Command(
    name = "info",
    description =
        "Describes a data set: sizes, examples per class, mean and standard deviation, SHA-256.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data info --data mnist"})
final class DataInfoCommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Override
  public Integer call() throws IOException {
    try (LoadedData data = dataOptions.load(messages)) {
      DatasetStatistics train = DatasetStatistics.of(data.train());
      DatasetStatistics test = DatasetStatistics.of(data.test());
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %,d training and %,d test images of %d x %d pixels, %d classes%n%n",
              data.train().name(),
              train.size(),
              test.size(),
              train.rows(),
              train.columns(),
              test.classCounts().size()));
      text.append(counts(train, test).render()).append('\n');
      data.provenance()
          .sha256()
          .forEach((name, sum) -> text.append("SHA-256 of " + name + "\n  " + sum + "\n"));
      ObjectNode document = data.description();
      describe(document.putObject("train"), train);
      describe(document.putObject("test"), test);
      messages.result(text.toString(), document);
      return ExitCode.DONE;
    }
  }

  private static TextTable counts(DatasetStatistics train, DatasetStatistics test) {
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < test.classCounts().size(); c++) {
      rows.add(
          List.of(
              "class " + c,
              // The test labels may go further.
              Numerals.whole(c < train.classCounts().size() ? train.classCounts().get(c) : 0),
              Numerals.whole(test.classCounts().get(c))));
    }
    rows.add(List.of("mean", number(train.mean()), number(test.mean())));
    rows.add(
        List.of(
            "standard deviation",
            number(train.standardDeviation()),
            number(test.standardDeviation())));
    return new TextTable(Column.list("", "train", "test"), rows);
  }

  private static String number(double value) {
    return Numerals.fixed(value, 4);
  }

  private static void describe(ObjectNode node, DatasetStatistics statistics) {
    node.put("size", statistics.size());
    node.put("rows", statistics.rows());
    node.put("columns", statistics.columns());
    statistics.classCounts().forEach(node.putArray("class_counts")::add);
    node.put("mean", statistics.mean());
    node.put("standard_deviation", statistics.standardDeviation());
  }
}
