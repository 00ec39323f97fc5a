package zigzag.cli.option;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import zigzag.cli.InProcess;
import zigzag.cli.Zigzag;
import zigzag.cli.terminal.Subcommand;

class RecipeTest {
  private static final CommandSpec TRAIN =
      Zigzag.parser(new Zigzag()).getSubcommands().get("train").getCommandSpec();

  private static final String SMALL =
      "train --data digits --digits 120 --test-digits 20 --hidden 4 --epochs 1";

  @TempDir private Path folder;

  static List<Recipe> recipes() {
    return Recipe.ALL;
  }

  private static List<String> expand(String arguments) {
    return List.of(Recipe.expand(arguments.split(" "), TRAIN));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void trainsWithAllItsFlags(Recipe recipe) throws Exception {
    // Those that are given here would be the recipe's otherwise.
    InProcess ended = run(SMALL + " --recipe " + recipe.label());
    assertEquals(Subcommand.DONE, ended.exitCode(), ended.err());
    JsonNode settings = config().path("settings");
    recipe
        .flags()
        .forEach(
            (flag, value) -> {
              String name = flag.substring(2);
              JsonNode set =
                  name.equals("lr")
                      ? settings.path("hyperparameters").path("learningRate")
                      : settings.path(name);
              if (name.equals("hidden") || name.equals("epochs")) {
                return;
              }
              if (set.isNumber()) {
                assertEquals(Double.parseDouble(value), set.doubleValue(), name);
              } else {
                assertEquals(value, set.asText(), name);
              }
            });
    assertEquals(4, settings.path("hidden").intValue());
    assertEquals(1, settings.path("epochs").intValue());
    assertTrue(
        config().path("command").asText().contains("--epochs 1 --recipe " + recipe.label()),
        "the command is the user's");
  }

  @Test
  void goesOnWithTheRecipeNamedAgainOrNot() {
    String small = SMALL + " --recipe simard-2003";
    assertEquals(Subcommand.DONE, run(small).exitCode());
    assertEquals(Subcommand.DONE, run(small + " --resume").exitCode());
    assertEquals(Subcommand.DONE, run("train --resume").exitCode());
    assertEquals(Subcommand.WRONG_INPUT, run(small + " --resume --lr 0.5").exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --epochs 3",
        "compare --recipe simard-2003",
        "train --recipe",
        "train --recipe best --recipe=best",
        "--help",
        "recipes --json"
      })
  void leavesOtherArgumentsAlone(String arguments) {
    assertEquals(Arrays.asList(arguments.split(" ")), expand(arguments));
  }

  @Test
  void noArgumentsAreNone() {
    assertArrayEquals(new String[0], Recipe.expand(new String[0], TRAIN));
  }

  @ParameterizedTest
  @CsvSource({
    "--lr 0.5, --lr 0.002",
    "--learning-rate 0.5, --lr 0.002",
    "--learning-rate=0.5, --lr 0.002",
    "--optimizer sgd, --lr 0.002",
    "--optimizer=adamw:lr=0.01, --lr 0.002",
    "--augment affine, --elastic-alpha 34",
    "--augment none, --rotation 0",
    "--steps 10, --epochs 250",
    "--hidden=9, --hidden 800",
    "--validation 100, --validation 0"
  })
  void whatIsGivenOverrides(String given, String left) {
    String all = String.join(" ", expand("train --recipe=SIMARD-2003")) + " ";
    assertTrue(all.contains(" " + left + " "), all);
    String some = String.join(" ", expand("train --recipe simard-2003 " + given)) + " ";
    assertTrue(some.contains(given), some);
    assertFalse(some.contains(" " + left + " "), some);
    assertTrue(some.contains(" --ema 0.999 "), some);
  }

  @Test
  void theValueOfAnotherFlagOverridesNothing() {
    assertTrue(expand("train --recipe simard-2003 --out=--hidden").contains("800"));
  }

  @Test
  void unknownRecipeIsRefusedWithThoseThatExist() {
    InProcess ended = InProcess.run("train", "--recipe", "simard");
    assertEquals(Subcommand.WRONG_INPUT, ended.exitCode());
    assertTrue(ended.err().contains("did you mean simard-2003?"), ended.err());
    assertEquals(1, ended.err().lines().count());
  }

  @Test
  void listsEachWithFlagsErrorAndTime() throws Exception {
    String text = InProcess.run("recipes").out();
    JsonNode document = new ObjectMapper().readTree(InProcess.run("recipes", "--json").out());
    assertEquals(Recipe.ALL.size(), document.size());
    for (Recipe recipe : Recipe.ALL) {
      assertTrue(text.lines().anyMatch(recipe.label()::equals), text);
      JsonNode node = document.get(Recipe.ALL.indexOf(recipe));
      assertEquals(recipe.label(), node.path("name").asText());
      assertEquals(recipe.flags().size(), node.path("flags").size());
      assertEquals(
          recipe.expected().error(), node.path("test_error_percent").path("mean").asDouble());
    }
  }

  private InProcess run(String arguments) {
    String all = arguments + " --out " + folder.resolve("out");
    return InProcess.run(all.split(" "));
  }

  private JsonNode config() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("out/config.json")));
  }
}
