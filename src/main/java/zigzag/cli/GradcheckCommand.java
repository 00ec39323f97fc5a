package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.network.GradientCheck;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;
import zigzag.training.GradientCheckRun;
import zigzag.training.settings.TrainingSettings;

@Command(
    name = "gradcheck",
    description = {
      "Compares the gradient that backpropagation computes with the slope of the loss, per group of"
          + " parameters, at freshly drawn weights.",
      "Exit code 1 if a relative error is above " + GradientCheck.TOLERANCE_TEXT + "."
    },
    footer = "Example: ${ROOT-COMMAND-NAME} gradcheck --data digits --activation tanh --hidden 30")
final class GradcheckCommand extends DataSubcommand {
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
        ObjectNode node = document.addObject().put("group", group.name());
        node.put("compared", group.checked()).put("of", group.size());
        node.put("relative_error", group.relativeError());
        passed &= group.relativeError() <= GradientCheck.TOLERANCE;
      }
      String table =
          new TextTable(Column.list("group", "compared", "of", "relative error"), rows).render();
      String verdict =
          passed ? "right: every relative error is at most " : "WRONG: a relative error is above ";
      messages.result(
          table + "The gradient is " + verdict + GradientCheck.TOLERANCE_TEXT + ".\n", document);
      return passed ? DONE : FAILED;
    }
  }
}
