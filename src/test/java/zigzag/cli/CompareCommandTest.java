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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is compared, what is refused before anybody is trained, and what a comparison leaves. */
@Tag("slow")
final class CompareCommandTest {
  @TempDir private Path folder;

  @Test
  void oneOptimizerAloneIsAComparisonUnderItsName() {
    InProcess ended = compare("--optimizer", "SGD:lr=0.1", "--seeds", "2");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("sgd:lr=0.1"), ended.out());
    assertTrue(Files.isDirectory(out().resolve("runs/sgd:lr=0.1-seed2")), ended.err());
  }

  @Test
  void adamWDecaysUnlessToldOtherwiseAndAdamDoesNot() throws IOException {
    InProcess ended = compare("--optimizers", "adam,adamw", "--seeds", "2");

    assertEquals(0, ended.exitCode(), ended.err());
    assertFalse(ended.err().contains("same settings"), ended.err());
    assertEquals(0, decay("runs/adam-seed1/config.json"));
    assertEquals(0.01, decay("runs/adamw-seed1/config.json"));
    JsonNode plan = json("comparison.json");
    assertEquals(0, plan.at("/settings/weight-decay").doubleValue());
    assertEquals(0.01, plan.at("/labels/1/weight-decay").doubleValue());
    InProcess resumed = InProcess.run("compare", "--resume", "--out", out().toString());
    assertEquals(0, resumed.exitCode(), resumed.err());
  }

  @Test
  void aGivenWeightDecayIsThatOfAll() throws IOException {
    compare("--optimizers", "adam,adamw", "--seeds", "2", "--weight-decay", "0.1");

    assertEquals(0.1, decay("runs/adam-seed2/config.json"));
    assertEquals(0.1, decay("runs/adamw-seed2/config.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--optimizers sgd,adam,sgd:lr=0.01           | sgd and sgd:lr=0.01",
        "--optimizers adam,adamw --weight-decay 0    | adam and adamw",
        "--optimizers adam --inits normal,normal:std=0.01 | adam+normal and adam+normal:std=0.01"
      })
  void saysThatTwoLabelsAreTheSame(String flags, String labels) {
    InProcess ended = compare((flags + " --dry-run").split(" ", -1));

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(labels + " have the same settings"), ended.err());
  }

  private double decay(String config) throws IOException {
    return json(config).at("/settings/weight-decay").doubleValue();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(out().resolve(file).toFile());
  }

  @ParameterizedTest
  @CsvSource({
    "--seeds 2501, 'at most 10000, not 10004, trainings'",
    "--epochs 5001 --seeds 5, 'at most 100000, not 100020, epochs of all trainings'",
    "--epochs 3000 --batch 1 --seeds 20, 'at most 10000000, not 13200000, steps of all'"
  })
  void refusesMoreThanAReportShows(String flags, String message) {
    assertRefused(compare(flags.split(" ", -1)), message);
  }

  @Test
  void refusesMoreLabelsThanAReportShows() {
    String rules =
        IntStream.rangeClosed(1, 201)
            .mapToObj(i -> "sgd:lr=0." + (1000 + i))
            .collect(Collectors.joining(","));
    assertRefused(compare("--optimizers", rules), "at most 200, not 201, labels");
  }

  /** Whatever lies in another run's place, but for all of a run, which is that run. */
  @ParameterizedTest
  @ValueSource(strings = {"summary.json", "config.json", "metrics.csv", "steps.csv"})
  void resultsThatWereSwappedAreNoticed(String file) throws IOException {
    assertEquals(0, compare("--optimizers", "sgd,adam", "--seeds", "2").exitCode());
    Path one = out().resolve("runs/sgd-seed1").resolve(file);
    Path other = out().resolve("runs/sgd-seed2").resolve(file);
    byte[] content = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, content);

    InProcess ended = InProcess.run("report", out().toString());

    assertEquals(2, ended.exitCode(), ended.out());
    assertTrue(ended.err().contains("; train it again"), ended.err());
    assertTrue(ended.err().contains("sgd-seed1"), ended.err());
  }

  @Test
  void everyRunNamesTheCommandThatRepeatsIt() throws IOException {
    compare("--epochs", "2", "--optimizers", "momentum:lr=0.05", "--tune", "--seeds", "2");
    String run = "runs/momentum:lr=0.05-seed2/";
    String[] words = json(run + "config.json").path("command").asText().split(" ", -1);
    assertEquals("scripts/zigzag", words[0]);
    Path again = folder.resolve("again");
    String[] command = with(Arrays.copyOfRange(words, 1, words.length), "--out", again.toString());
    InProcess ended = InProcess.run(command);

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(
        json(run + "summary.json").path("model_sha256").asText(),
        json("../again/summary.json").path("model_sha256").asText());
  }

  @Test
  void refusesToGoOnWithSomethingElse() {
    assertEquals(0, compare("--optimizers", "sgd", "--seeds", "2").exitCode());
    String[] flags = {"compare", "--resume", "--out", out().toString()};
    for (String other :
        List.of("--epochs 2", "--optimizers adam", "--tune", "--target 0.9", "--digits 90")) {
      assertWrongInput(InProcess.run(with(flags, other.split(" ", -1))), "begun");
    }
  }

  @Test
  void overwritesItsOwnFilesAlone() throws IOException {
    compare("--optimizers", "sgd,adam", "--seeds", "2");
    Files.writeString(out().resolve("runs/notes.txt"), "mine");
    assertWrongInput(compare("--seeds", "2"), "not empty");
    compare("--optimizers", "adagrad", "--seeds", "2", "--overwrite");

    try (Stream<Path> files = Files.list(out().resolve("runs"))) {
      assertEquals(
          Set.of("adagrad-seed1", "adagrad-seed2", "notes.txt"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void comparisonsToMergeAreThereAndAreNotOverwritten() {
    compare("--optimizers", "sgd", "--seeds", "1");
    String out = out().toString();
    String nothing = folder.resolve("nix").toString();
    String other = folder.resolve("x").toString();
    assertWrongInput(InProcess.run("report", out, out, "--out", out), "among the folders");
    assertWrongInput(InProcess.run("report", out, nothing, "--out", other), "nix");
    assertWrongInput(InProcess.run("report", nothing), "nix");
  }

  private static void assertWrongInput(InProcess ended, String message) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertFalse(ended.err().contains("\tat "), ended.err());
    assertEquals("", ended.out());
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }

  private void assertRefused(InProcess ended, String message) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertTrue(Files.notExists(out()));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private InProcess compare(String... flags) {
    List<String> words = new ArrayList<>(List.of("compare", "--data", "digits", "--digits", "60"));
    words.addAll(List.of("--test-digits", "20"));
    words.addAll(List.of("--validation", "5", "--hidden", "4", "--out", out().toString()));
    words.addAll(List.of(flags));
    Map<String, String> usual = Map.of("--batch", "10", "--epochs", "1");
    usual.keySet().stream()
        .filter(flag -> !words.contains(flag))
        .forEach(flag -> words.addAll(List.of(flag, usual.get(flag))));
    return InProcess.run(words.toArray(String[]::new));
  }
}
