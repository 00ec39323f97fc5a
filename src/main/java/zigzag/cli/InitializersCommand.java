package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.PluginOptions;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;

/** {@code initializers}: the rules for initial weights there are. */
@Command(
    name = "initializers",
    mixinStandardHelpOptions = true,
    description = "Lists the initializers: name, formula with its default, source.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} initializers"})
final class InitializersCommand implements Callable<Integer> {
  @Mixin private PluginOptions plugins;
  @Mixin private Messages messages;

  @Override
  public Integer call() {
    StringBuilder text = new StringBuilder();
    ArrayNode document = Json.array();
    for (Initializer init : plugins.rules().initializers().all()) {
      StringBuilder formula = new StringBuilder(init.formula());
      Initializers.hyperparameters(init)
          .forEach((name, value) -> formula.append(", " + name + " = " + Numerals.typed(value)));
      text.append(init.name()).append("\n  ").append(formula).append("\n  ");
      text.append(init.source()).append("\n\n");
      ObjectNode node = document.addObject();
      node.put("name", init.name());
      node.put("formula", formula.toString());
      node.put("source", init.source());
    }
    messages.result(text.toString(), document);
    return ExitCode.DONE;
  }
}
