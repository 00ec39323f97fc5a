package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DescendCommandTest {
  @TempDir Path temporary;

  private InProcess descend(String... arguments) {
    List<String> all = new ArrayList<>(List.of("descend", "--out", folder().toString()));
    all.addAll(List.of(arguments));
    return InProcess.run(all.toArray(String[]::new));
  }

  private Path folder() {
    return temporary.resolve("descent");
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder().resolve("summary.json").toFile());
  }

  @Test
  void onRosenbrockThePathsGoAlongTheValley() throws IOException {
    assertEquals(0, descend("--surface", "rosenbrock").exitCode());
    List<String> paths = Files.readAllLines(folder().resolve("paths.csv"));
    assertEquals(1 + 4 * 1001, paths.size());
    for (JsonNode rule : summary().path("optimizers")) {
      assertTrue(rule.path("final_distance").doubleValue() < 1, rule.path("label").textValue());
    }
    descend("--surface", "rosenbrock", "--steps", "30", "--overwrite");
    assertEquals(
        paths.subList(0, 32), Files.readAllLines(folder().resolve("paths.csv")).subList(0, 32));
  }

  @Test
  void writesEverything() throws IOException {
    InProcess ended = descend("--lr-scan");
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(
        ended.out().lines().allMatch(line -> line.length() <= 80 || line.startsWith("see ")),
        ended.out());
    assertTrue(ended.out().contains("sgd        0.95    5.35     29"), ended.out());
    List<String> paths = Files.readAllLines(folder().resolve("paths.csv"));
    assertEquals(1 + 4 * 31, paths.size());
    assertEquals("optimizer,step,x,y,f", paths.get(0));
    assertTrue(paths.get(1).startsWith("sgd,0,-7.0,2.0,6.45"), paths.get(1));
    assertEquals(1 + 121 * 121, Files.readAllLines(folder().resolve("surface.csv")).size());
    JsonNode summary = summary();
    assertEquals("x²/20 + y²", summary.at("/surface/formula").textValue());
    assertEquals(29, summary.at("/optimizers/0/turns").intValue());
    assertEquals(0.1, summary.at("/optimizers/1/hyperparameters/learningRate").doubleValue());
    assertTrue(summary.at("/lr_scan/relative_error").doubleValue() < 1e-3);
    assertTrue(summary.at("/versions/zigzag").isTextual());
    assertTrue(Files.exists(folder().resolve("paths.svg")));
    assertTrue(Files.exists(folder().resolve("report.html")));
  }

  @Test
  void theReportIsDrawnAnewFromTheFolder() throws IOException {
    InProcess first = descend("--surface", "ravine", "--condition", "50", "--steps", "9");
    String page = Files.readString(folder().resolve("report.html"));
    Files.delete(folder().resolve("report.html"));
    Files.delete(folder().resolve("paths.svg"));
    InProcess again = InProcess.run("report", folder().toString());
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(first.out(), again.out());
    assertEquals(page, Files.readString(folder().resolve("report.html")));
    assertTrue(Files.exists(folder().resolve("paths.svg")));
  }

  @Test
  void labelsAndRatesAreTheUsers() throws IOException {
    InProcess ended =
        descend("--optimizers", "SGD:lr=0.5,lion,adam", "--start", "-1,1", "--json", "--quiet");
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode json = new ObjectMapper().readTree(ended.out());
    assertEquals("sgd:lr=0.5", json.at("/optimizers/0/label").textValue());
    assertEquals(0.5, json.at("/optimizers/0/hyperparameters/learningRate").doubleValue());
    assertEquals(1e-4, json.at("/optimizers/1/hyperparameters/learningRate").doubleValue());
    assertEquals(0.3, json.at("/optimizers/2/hyperparameters/learningRate").doubleValue());
    assertEquals(folder().toString(), json.path("folder").textValue());
    descend("--lr", "0.2", "--overwrite");
    for (JsonNode optimizer : summary().path("optimizers")) {
      assertEquals(0.2, optimizer.at("/hyperparameters/learningRate").doubleValue());
    }
  }

  @Test
  void aFormulaHasNoKnownMinimum() throws IOException {
    InProcess ended = descend("--expression", "x^2/20 + y^2", "--optimizers", "sgd");
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("No minimum of this function is known"), ended.out());
    assertTrue(summary().at("/optimizers/0/final_distance").isNull());
    assertEquals(0.0133, summary().at("/optimizers/0/final_f").doubleValue(), 1e-4);
  }

  @Test
  void aLongCommandWithLineBreaksIsReadAgain() throws IOException {
    String rules =
        IntStream.range(0, 60)
            .mapToObj(i -> "sgd:lr=0." + (101 + i))
            .collect(Collectors.joining(","));
    Path out = temporary.resolve("a\nb");
    InProcess ended = InProcess.run("descend", "--optimizers", rules, "--out", out.toString());
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("a\\u000ab/report.html"), ended.out());
    assertTrue(Files.exists(out.resolve("report.html")));
  }

  @Test
  void refusesMorePathsThanAReportShows() {
    String rules =
        IntStream.range(0, 1001)
            .mapToObj(i -> "sgd:lr=0." + (1001 + i))
            .collect(Collectors.joining(","));
    InProcess ended = descend("--optimizers", rules, "--steps", "2");
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("at most 1000, not 1001, optimizers"), ended.err());
    assertTrue(Files.notExists(folder()));
  }

  @Test
  void divergenceHasItsExitCode() throws IOException {
    InProcess ended = descend("--optimizers", "sgd:lr=100", "--steps", "500");
    assertEquals(3, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("diverged"), ended.out());
    assertTrue(summary().at("/optimizers/0/diverged").booleanValue());
    assertTrue(Files.exists(folder().resolve("report.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--start 3                              | --start takes two numbers",
        "--start 1,2,3                          | --start takes two numbers",
        "--start a,b                            | 'a' is not a number",
        "--start NaN,1                          | give finite numbers",
        "--start 1e30,1                         | give finite numbers",
        "--surface bowel                        | did you mean bowl?",
        "--surface ravine --condition 0         | the condition of the ravine is 0.0",
        "--surface ravine --condition -3        | the condition of the ravine is -3.0",
        "--surface ravine --condition NaN       | the condition of the ravine is NaN",
        "--surface ravine --condition Infinity  | the condition of the ravine is Infinity",
        "--condition 5                          | --condition is for --surface ravine",
        "--expression x^2 --surface bowl        | contradict each other",
        "--expression x^2 --condition 5         | contradict each other",
        "--expression x+z                       | \"z\" is unknown; there are x, y, pi, e",
        "--expression x+                        | Missing second operand",
        "--expression ln(x)                     | gives no finite number at the start",
        "--expression x*1e999999999999          | can't be read as a formula",
        "--lr-scan --surface beale              | --lr-scan is for the quadratic surfaces",
        "--steps 0                              | --steps 0: give a number from 1 to 100000",
        "--steps 100001                         | --steps 100001: give a number from 1 to 100000",
        "--steps ten                            | 'ten' is not a whole number",
        "--lr 0                                 | sgd: learningRate must be a number above 0",
        "--lr 1 --optimizers sgd:lr=2           | contradict each other",
        "--optimizers sgd,SGD                   | sgd is named twice",
        "--optimizers sdg                       | did you mean sgd?",
        "--optimizers sgd:beta1=1               | sgd has no hyperparameter \"beta1\"",
      })
  void refusesWrongInput(String flags, String message) {
    InProcess ended = descend(flags.split(" ", -1));
    assertEquals(2, ended.exitCode(), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals("", ended.out());
    assertFalse(Files.exists(folder()), "left something behind");
  }
}
