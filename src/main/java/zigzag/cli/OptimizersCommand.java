package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.PluginOptions;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;

/** {@code optimizers}: the update rules there are. */
@Command(
    name = "optimizers",
    mixinStandardHelpOptions = true,
    description = "Lists the optimizers: name, formula, hyperparameters with defaults, source.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} optimizers"})
final class OptimizersCommand implements Callable<Integer> {
  @Mixin private PluginOptions plugins;
  @Mixin private Messages messages;

  @Override
  public Integer call() {
    StringBuilder text = new StringBuilder();
    ArrayNode document = Json.array();
    for (Optimizer optimizer : plugins.rules().optimizers().all()) {
      Map<String, Double> hyperparameters =
          new LinkedHashMap<>(Optimizers.hyperparameters(optimizer));
      if (optimizer.defaultWeightDecay() > 0) {
        hyperparameters.put("weight-decay", optimizer.defaultWeightDecay());
      }
      text.append(optimizer.name()).append('\n');
      text.append("  ").append(optimizer.formula()).append('\n');
      text.append("  ")
          .append(
              hyperparameters.entrySet().stream()
                  .map(entry -> flag(entry.getKey()) + '\u00a0' + Numerals.typed(entry.getValue()))
                  .collect(Collectors.joining("  ")))
          .append('\n');
      text.append("  ").append(optimizer.source()).append("\n\n");
      ObjectNode node = document.addObject();
      node.put("name", optimizer.name());
      node.put("formula", optimizer.formula());
      hyperparameters.forEach(node.putObject("defaults")::put);
      node.put("source", optimizer.source());
    }
    messages.result(text.toString(), document);
    return ExitCode.DONE;
  }

  private static String flag(String hyperparameter) {
    return "--" + (hyperparameter.equals("learningRate") ? "lr" : hyperparameter);
  }
}
