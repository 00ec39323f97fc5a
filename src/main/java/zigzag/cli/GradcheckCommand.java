package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Subcommand;
import zigzag.network.GradientCheck;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;
import zigzag.training.GradientCheckRun;
import zigzag.training.settings.TrainingSettings;

/** {@code gradcheck}: the gradient of backpropagation against the slope of the loss. */
@Command(
    name = "gradcheck",
    description = {
      "Compares the gradient that backpropagation computes with the slope of the loss, per group of"
          + " parameters, at freshly drawn weights.",
      "Exit code 1 if a relative error is above " + GradientCheck.TOLERANCE_TEXT + "."
    },
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} gradcheck --data digits --activation tanh --hidden 30"
    })
final class GradcheckCommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Mixin private TrainingOptions trainingOptions;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      description = "parameters to compare in each group (default: 100)")
  private int parameters = 100;

  @Override
  public Integer call() throws IOException {
    if (parameters < 1) {
      throw new InputException("--parameters " + parameters + ": give at least 1");
    }
    try (LoadedData data = dataOptions.load(messages)) {
      TrainingSettings settings =
          trainingOptions.settings(trainingOptions.rules(), data.train().size());
      List<List<String>> rows = new ArrayList<>();
      ArrayNode document = Json.array();
      boolean passed = true;
      for (GradientCheck.Group group :
          GradientCheckRun.compare(settings, data.train(), parameters)) {
        rows.add(
            List.of(
                group.name(),
                Numerals.whole(group.checked()),
                Numerals.whole(group.size()),
                Numerals.rounded(group.relativeError(), 3)));
        ObjectNode node = document.addObject();
        node.put("group", group.name());
        node.put("compared", group.checked());
        node.put("of", group.size());
        node.put("relative_error", group.relativeError());
        passed &= group.relativeError() <= GradientCheck.TOLERANCE;
      }
      TextTable table =
          new TextTable(Column.list("group", "compared", "of", "relative error"), rows);
      String verdict =
          passed
              ? "The gradient is right: every relative error is at most "
                  + GradientCheck.TOLERANCE_TEXT
                  + ".\n"
              : "The gradient is WRONG: a relative error is above "
                  + GradientCheck.TOLERANCE_TEXT
                  + ".\n";
      messages.result(table.render() + verdict, document);
      return passed ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
