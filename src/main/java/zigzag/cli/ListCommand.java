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
import zigzag.cli.option.Recipe;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.report.text.PlainText;

/** A command that lists what there is of something. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%n")
abstract class ListCommand implements Callable<Integer> {
  @Mixin private Messages messages;

  private final StringBuilder text = new StringBuilder();
  private final ArrayNode document = Json.array();

  /** Adds each. */
  abstract void list();

  /** Adds one to the text, and its name to the JSON object that is returned. */
  ObjectNode add(String name, String... paragraphs) {
    text.append(name).append("\n  ").append(String.join("\n  ", paragraphs)).append("\n\n");
    return document.addObject().put("name", name);
  }

  @Override
  public Integer call() {
    list();
    messages.result(text.toString(), document);
    return Subcommand.DONE;
  }

  @Command(
      name = "optimizers",
      description = "Lists the optimizers: name, formula, hyperparameters with defaults, source.",
      footer = "Example: ${ROOT-COMMAND-NAME} optimizers")
  static final class Rules extends ListCommand {
    @Mixin private PluginOptions plugins;

    @Override
    void list() {
      for (Optimizer rule : plugins.rules().optimizers().all()) {
        Map<String, Double> defaults = new LinkedHashMap<>(Optimizers.hyperparameters(rule));
        if (rule.defaultWeightDecay() > 0) {
          defaults.put("weight-decay", rule.defaultWeightDecay());
        }
        String flags =
            defaults.entrySet().stream()
                .map(entry -> flag(entry.getKey()) + '\u00a0' + Numerals.typed(entry.getValue()))
                .collect(Collectors.joining("  "));
        ObjectNode node = add(rule.name(), rule.formula(), flags, rule.source());
        node.put("formula", rule.formula());
        defaults.forEach(node.putObject("defaults")::put);
        node.put("source", rule.source());
      }
    }

    private static String flag(String hyperparameter) {
      return "--" + (hyperparameter.equals("learningRate") ? "lr" : hyperparameter);
    }
  }

  @Command(
      name = "initializers",
      description = "Lists the initializers: name, formula with its default, source.",
      footer = "Example: ${ROOT-COMMAND-NAME} initializers")
  static final class Inits extends ListCommand {
    @Mixin private PluginOptions plugins;

    @Override
    void list() {
      for (Initializer init : plugins.rules().initializers().all()) {
        StringBuilder formula = new StringBuilder(init.formula());
        Initializers.hyperparameters(init)
            .forEach((name, value) -> formula.append(", " + name + " = " + Numerals.typed(value)));
        add(init.name(), formula.toString(), init.source())
            .put("formula", formula.toString())
            .put("source", init.source());
      }
    }
  }

  @Command(
      name = "recipes",
      description = {
        "Lists the recipes of train: what they set, the test error to expect on MNIST (mean and"
            + " standard deviation over seeds), and how long a training takes.",
        "A flag that is given beside --recipe overrides the recipe's."
      },
      footer = "Example: ${ROOT-COMMAND-NAME} train --recipe simard-2003 --seed 2")
  static final class Recipes extends ListCommand {
    @Override
    void list() {
      for (Recipe recipe : Recipe.ALL) {
        Recipe.Expected expected = recipe.expected();
        String flags =
            recipe.flags().entrySet().stream()
                .map(flag -> flag.getKey() + '\u00a0' + flag.getValue())
                .collect(Collectors.joining(" "));
        ObjectNode node =
            add(
                recipe.label(),
                wrapped(recipe.description()),
                wrapped(flags),
                Numerals.format(
                    "test error %.2f ± %.2f %% (%d seeds), about %.0f minutes on two cores",
                    expected.error(), expected.deviation(), expected.seeds(), expected.minutes()),
                wrapped(recipe.source()));
        node.put("description", recipe.description());
        recipe.flags().forEach(node.putObject("flags")::put);
        ObjectNode error = node.putObject("test_error_percent").put("mean", expected.error());
        error.put("standard_deviation", expected.deviation()).put("seeds", expected.seeds());
        node.put("minutes_on_two_cores", expected.minutes()).put("source", recipe.source());
      }
    }

    private static String wrapped(String paragraph) {
      return PlainText.wrapped("  " + paragraph, Messages.width()).strip();
    }
  }
}
