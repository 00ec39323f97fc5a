package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.Recipe;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.report.text.PlainText;

/** {@code recipes}: the sets of flags that {@code train --recipe} knows by name. */
@Command(
    name = "recipes",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the recipes of train: what they set, the test error to expect on MNIST (mean and"
          + " standard deviation over seeds), and how long a training takes.",
      "A flag that is given beside --recipe overrides the recipe's."
    },
    footer = {"", "Example: ${ROOT-COMMAND-NAME} train --recipe simard-2003 --seed 2"})
final class RecipesCommand implements Callable<Integer> {
  @Mixin private Messages messages;

  @Override
  public Integer call() {
    StringBuilder text = new StringBuilder();
    ArrayNode document = Json.array();
    for (Recipe recipe : Recipe.ALL) {
      String flags =
          recipe.flags().entrySet().stream()
              .map(flag -> flag.getKey() + '\u00a0' + flag.getValue())
              .collect(Collectors.joining(" "));
      text.append(recipe.label())
          .append('\n')
          .append(indented(recipe.description()))
          .append(indented(flags))
          .append(text(recipe.expected()))
          .append(indented(recipe.source()))
          .append('\n');
      ObjectNode node = document.addObject();
      node.put("name", recipe.label());
      node.put("description", recipe.description());
      recipe.flags().forEach(node.putObject("flags")::put);
      add(recipe.expected(), node);
      node.put("source", recipe.source());
    }
    messages.result(text.toString(), document);
    return ExitCode.DONE;
  }

  private static String indented(String paragraph) {
    return PlainText.wrapped("  " + paragraph + "\n", Messages.width());
  }

  private static String text(Recipe.Expected expected) {
    return Numerals.format(
        "  test error %.2f ± %.2f %% (%d seeds), about %.0f minutes on two cores%n",
        expected.error(), expected.deviation(), expected.seeds(), expected.minutes());
  }

  private static void add(Recipe.Expected expected, ObjectNode node) {
    ObjectNode error = node.putObject("test_error_percent");
    error.put("mean", expected.error());
    error.put("standard_deviation", expected.deviation());
    error.put("seeds", expected.seeds());
    node.put("minutes_on_two_cores", expected.minutes());
  }
}
