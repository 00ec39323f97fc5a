package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.cli.option.Recipe;

/** What docs/record.md and the recipes say of test errors is what the kept results say. */
class PublishedResultsTest {
  private static final Path PAGE = Path.of("docs/record.md");
  private static final Path RESULTS = Path.of("docs/results");

  static List<Recipe> recipes() {
    return Recipe.ALL;
  }

  /** The summaries by network; a folder is named after its network and its seed. */
  private static Map<String, List<JsonNode>> networks() throws IOException {
    try (Stream<Path> folders = Files.list(RESULTS)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .collect(
              Collectors.groupingBy(
                  folder -> folder.getFileName().toString().replaceFirst("-[0-9]+$", ""),
                  TreeMap::new,
                  Collectors.mapping(PublishedResultsTest::summary, Collectors.toList())));
    }
  }

  private static JsonNode summary(Path folder) {
    try {
      return new ObjectMapper().readTree(Files.readString(folder.resolve("summary.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] errors(List<JsonNode> summaries) {
    return summaries.stream()
        .mapToDouble(summary -> 100 * (1 - summary.path("test_accuracy").doubleValue()))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static String twoDecimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  @Test
  void pageHasMeanDeviationAndEverySeed() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    for (Map.Entry<String, List<JsonNode>> network : networks().entrySet()) {
      double[] errors = errors(network.getValue());
      String row =
          page.stream()
              .filter(line -> line.startsWith("| `" + network.getKey() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(PAGE + " has no row " + network.getKey()));
      String mean = twoDecimals(mean(errors)) + " ± " + twoDecimals(deviation(errors)) + " %";
      assertTrue(row.contains(mean), () -> mean + " is not in " + row);
      String all =
          Arrays.stream(errors)
              .mapToObj(PublishedResultsTest::twoDecimals)
              .collect(Collectors.joining(", "));
      assertTrue(row.contains(all), () -> all + " is not in " + row);
    }
  }

  @Test
  void pageHasTheCommitteesError() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(Files.readString(RESULTS.resolve("committee.json")));
    assertEquals(networks().get("best").size(), document.path("models").size());
    for (int i = 0; i < document.path("models").size(); i++) {
      assertEquals(
          networks().get("best").get(i).path("model_sha256"),
          document.path("models").get(i).path("sha256"));
    }
    String error =
        twoDecimals(100 * (1 - document.path("committee").path("accuracy").doubleValue())) + " %";
    assertTrue(
        Files.readAllLines(PAGE).stream()
            .anyMatch(line -> line.startsWith("| `committee` |") && line.contains(error)),
        error);
  }

  @Test
  void runsAreWholeAndOnAllOfMnist() throws IOException {
    for (Map.Entry<String, List<JsonNode>> network : networks().entrySet()) {
      int seed = 0;
      for (JsonNode summary : network.getValue()) {
        seed++;
        String run = network.getKey() + "-" + seed;
        assertEquals("MNIST", summary.path("dataset").asText(), run);
        assertEquals(0, summary.path("settings").path("validation").intValue(), run);
        assertEquals("finished", summary.path("stopped").asText(), run);
        assertEquals(seed, summary.path("settings").path("seed").intValue(), run);
        assertFalse(summary.path("versions").path("commit").asText().contains("changes"), run);
        // A line for the names, one for the state before training, one for each epoch.
        assertEquals(
            2 + summary.path("epochs").intValue(),
            Files.readAllLines(RESULTS.resolve(run).resolve("metrics.csv")).size(),
            run);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipesPromiseWhatTheirRunsCameTo(Recipe recipe) throws IOException {
    List<JsonNode> summaries = networks().get(recipe.label());
    double[] errors = errors(summaries);
    Recipe.Expected expected = recipe.expected();
    assertEquals(twoDecimals(mean(errors)), twoDecimals(expected.error()));
    assertEquals(twoDecimals(deviation(errors)), twoDecimals(expected.deviation()));
    assertEquals(errors.length, expected.seeds());
    double[] seconds =
        summaries.stream().mapToDouble(s -> s.path("seconds").doubleValue()).sorted().toArray();
    assertEquals(seconds[seconds.length / 2] / 60, expected.minutes(), 0.5);
    for (JsonNode summary : summaries) {
      assertTrue(
          summary.path("command").asText().contains("--recipe " + recipe.label() + " --seed "));
    }
  }
}
