package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.Needs;
import zigzag.network.EqualColumns;

/** {@code zigzag symmetry}: its files, figures and refusals. */
@Tag("slow")
class SymmetryCommandTest {
  @TempDir private Path folder;

  private InProcess symmetry(String... flags) {
    List<String> arguments =
        new ArrayList<>(List.of("symmetry", "--data", "digits", "--digits", "1200", "--quiet"));
    arguments.addAll(List.of("--hidden", "10", "--epochs", "1"));
    arguments.addAll(List.of(flags));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void leavesEveryFileOfTheContract() throws IOException {
    InProcess ended = symmetry("--out", out("s"), "--activation", "sigmoid");
    assertEquals(0, ended.exitCode(), ended.err());
    List<String> names = names(folder.resolve("s"));
    for (String init : List.of("zeros", "constant", "normal", "xavier", "he")) {
      assertTrue(names.contains("units-" + init + ".png"), names.toString());
      assertTrue(ended.out().contains("\n" + init + ": "), ended.out());
    }
    assertTrue(
        names.containsAll(
            List.of(
                "symmetry.csv", "summary.json", "symmetry.svg", "activations.svg", "report.html")),
        names.toString());
    List<String> rows = Files.readAllLines(folder.resolve("s/symmetry.csv"));
    assertTrue(
        rows.get(0)
            .startsWith(
                "init,step,distinct_units,effective_rank,mean_abs_cosine,dead_units,train_loss,"
                    + "validation_accuracy"),
        rows.get(0));
    assertTrue(rows.stream().filter(row -> row.startsWith("he,")).allMatch(r -> units(r) == 10));
    assertTrue(ended.out().lines().allMatch(line -> line.length() <= 80), ended.out());
  }

  @Test
  void unitsThatStartEqualStayEqual() throws IOException {
    EqualColumns.assumeSummedAlike();
    symmetry("--inits", "zeros,constant", "--out", out("s"), "--activation", "sigmoid");
    List<String> rows = Files.readAllLines(folder.resolve("s/symmetry.csv"));
    assertTrue(rows.stream().skip(1).allMatch(row -> units(row) == 1), rows.toString());
  }

  private static int units(String row) {
    return Integer.parseInt(row.split(",", -1)[2]);
  }

  @Test
  void theSameCommandGivesTheSameBytes() throws IOException {
    symmetry("--inits", "constant,he", "--out", out("a"));
    symmetry("--inits", "constant,he", "--threads", "1", "--out", out("b"));
    for (String file : List.of("symmetry.csv", "activations.csv", "units-he.png", "symmetry.svg")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a").resolve(file)),
          Files.readAllBytes(folder.resolve("b").resolve(file)),
          file);
    }
  }

  @Test
  void reportsAreDrawnAnewFromTheFolder() throws IOException {
    symmetry("--inits", "zeros,xavier", "--out", out("s"));
    byte[] page = Files.readAllBytes(folder.resolve("s/report.html"));
    Files.delete(folder.resolve("s/report.html"));
    InProcess ended = InProcess.run("report", out("s"));
    assertEquals(0, ended.exitCode(), ended.err());
    assertArrayEquals(page, Files.readAllBytes(folder.resolve("s/report.html")));
  }

  @Test
  void overwritesItsOwnFilesAlone() throws IOException {
    symmetry("--inits", "zeros,xavier", "--out", out("s"));
    Files.writeString(folder.resolve("s/notes.txt"), "mine");
    assertEquals(2, symmetry("--inits", "he", "--out", out("s")).exitCode());
    assertEquals(0, symmetry("--inits", "he", "--out", out("s"), "--overwrite").exitCode());
    List<String> names = names(folder.resolve("s"));
    assertTrue(names.contains("notes.txt"));
    assertFalse(names.contains("units-zeros.png"), names.toString());
    assertTrue(names(folder.resolve("s/frames")).stream().allMatch(name -> name.startsWith("he-")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e5", "1e10", "1e30"})
  void anInitializerThatDivergesIsRecordedAndTheOthersGoOn(String rate) {
    InProcess ended =
        symmetry("--inits", "zeros,he", "--optimizer", "momentum", "--lr", rate, "--out", out("s"));
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("zeros: All 10 hidden units put out 0"), ended.out());
    assertFalse(ended.out().contains("NaN"), ended.out());
    assertTrue(Files.exists(folder.resolve("s/report.html")));
  }

  @Test
  void whereAllDivergeTheExitCodeSaysSo() {
    InProcess ended =
        symmetry("--inits", "he", "--optimizer", "momentum", "--lr", "1e10", "--out", out("s"));
    assertEquals(3, ended.exitCode(), ended.err());
    assertTrue(ended.out().replace('\n', ' ').contains("The training diverged."), ended.out());
  }

  @Test
  void refusesMoreInitializersThanAReportShows() {
    String inits =
        IntStream.rangeClosed(1, 36)
            .mapToObj(i -> "normal:std=0." + (100 + i))
            .collect(Collectors.joining(","));
    InProcess ended = symmetry("--inits", inits, "--out", out("s"));
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("at most 35, not 36, initializers"), ended.err());
    assertTrue(Files.notExists(Path.of(out("s"))));
  }

  @Test
  void saysHowLongUnitsStayTogether() {
    InProcess ended =
        symmetry("--inits", "constant", "--break", "bias", "--json", "--out", out("s"));
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("\"half_distinct_step\""), ended.out());
    assertTrue(ended.out().contains("\"break\" : \"bias=0.01\""), ended.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--inits, foo, there is no initializer",
    "--inits, 'he,he', named twice",
    "--inits, ',', a name is missing",
    "--break, foo, way to break the symmetry",
    "--break, bias=x, no number",
    "--break, dropout=1, below 1",
    "--hidden, 0, at least 1"
  })
  void refusesWhatMakesNoSense(String flag, String value, String message) {
    InProcess ended = InProcess.run("symmetry", "--data", "digits", "--digits", "600", flag, value);
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals(1, ended.err().lines().filter(line -> line.startsWith("zigzag: ")).count());
  }

  @Test
  @Tag("mnist")
  void onMnistZerosWithReluSeeTheShareOfTheLargestClass() throws IOException {
    String mnist = Needs.mnist().toString();
    InProcess ended =
        InProcess.run(
            "symmetry",
            "--data",
            mnist,
            "--hidden",
            "50",
            "--epochs",
            "1",
            "--inits",
            "zeros",
            "--out",
            out("s"),
            "--quiet");
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("s/summary.json").toFile());
    JsonNode zeros = summary.path("inits").path(0);
    assertEquals(0.1135, zeros.path("test_accuracy").asDouble(), 1e-9);
    assertEquals(0, zeros.path("w1_norm").asDouble(), "W1 is exactly unchanged");
    assertTrue(ended.out().contains("11.35 %"), ended.out());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
