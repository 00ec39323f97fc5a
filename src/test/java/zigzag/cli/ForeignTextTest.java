package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.network.Model;

/** Texts of folders and models that come from elsewhere forge no lines and command no terminal. */
@Tag("slow")
final class ForeignTextTest {
  private static final String FORGED = "x\nFORGED 100.00 % right\u001b[2J\u009b31m\u202e";
  private static final String IN_JSON = "x\\nFORGED 100.00 % right\\u001b[2J\u009b31m\u202e";

  @TempDir private Path folder;

  @Test
  void aModelsMetadataIsEscaped() throws IOException {
    train("train", "--epochs", "1");
    Path model = run().resolve("model.safetensors");
    Model trained = Model.read(model);
    Map<String, String> metadata = new HashMap<>(trained.metadata());
    metadata.put("dataset", FORGED);
    new Model(
            trained.layout(),
            trained.activation(),
            trained.rows(),
            trained.columns(),
            trained.parameters(),
            metadata)
        .write(model);

    Path out = folder.resolve("judged");
    String[] data = {"--data", "digits", "--digits", "60", "--test-digits", "20"};
    assertClean(run(data, "evaluate", model.toString(), "--out", out.toString()), "x\\u000aFORG");
    assertClean(run(data, "ensemble", model.toString()), "x\\u000aFORG");
    assertCleanFiles(out);
  }

  @Test
  void aRunsTextsAreEscaped() throws IOException {
    train("train", "--epochs", "1");
    forge(run());

    assertClean(InProcess.run("report", run().toString()), "see ");
    assertCleanFiles(run());
    assertTrue(Files.readString(run().resolve("report.html")).contains("x\\u000aFORG"));
    InProcess resumed =
        InProcess.run("train", "--resume", "--out", run().toString(), "--hidden", "5");
    assertEquals(2, resumed.exitCode());
    assertNoCodes(resumed.err());
  }

  @Test
  void aComparisonsTextsAreEscaped() throws IOException {
    train("compare", "--epochs", "1", "--seeds", "2", "--optimizers", "sgd,adam");
    forge(run());
    try (Stream<Path> runs = Files.list(run().resolve("runs"))) {
      for (Path one : runs.toList()) {
        forge(one);
      }
    }

    assertClean(InProcess.run("report", run().toString()), "x\\u000aFORG");
    assertCleanFiles(run());
    InProcess resumed =
        InProcess.run("compare", "--resume", "--out", run().toString(), "--hidden", "5");
    assertEquals(2, resumed.exitCode());
    assertNoCodes(resumed.err());
  }

  @Test
  void aFoldersOwnNameIsEscaped() throws IOException {
    train("train", "--epochs", "1");
    Path named = Files.move(run(), folder.resolve("\n\u001b[1mFORGED"));

    assertClean(InProcess.run("report", named.toString()), "\\u000a\\u001b[1mFORGED");
    assertCleanFiles(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\nb"})
  void dataInAFolderOfAnyNameIsReportedOn(String name) throws IOException {
    String data = folder.resolve(name).toString();
    String[] digits = {"--data", "digits", "--digits", "60", "--test-digits", "20"};
    InProcess exported = run(digits, "data", "export", "--into", data);
    assertEquals(0, exported.exitCode(), exported.err());
    for (String command : List.of("train", "symmetry", "compare")) {
      Path out = folder.resolve(name + command);
      String[] flags = {"--validation", "5", "--hidden", "4", "--epochs", "1", "--quiet"};
      InProcess ended = run(flags, command, "--data", data, "--out", out.toString());

      assertEquals(0, ended.exitCode(), command + ": " + ended.err());
      assertEquals(0, InProcess.run("report", out.toString()).exitCode(), command);
    }
  }

  private Path run() {
    return folder.resolve("run");
  }

  private void train(String command, String... flags) {
    List<String> words = new ArrayList<>(List.of(command, "--data", "digits", "--digits", "60"));
    words.addAll(List.of("--test-digits", "20", "--validation", "5", "--batch", "10", "--quiet"));
    words.addAll(List.of("--hidden", "4", "--out", run().toString()));
    words.addAll(List.of(flags));
    InProcess ended = InProcess.run(words.toArray(String[]::new));
    assertEquals(0, ended.exitCode(), ended.err());
  }

  private static InProcess run(String[] data, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(data));
    return InProcess.run(words.toArray(String[]::new));
  }

  /** Puts the text in the place of the data's name and of the commands. */
  private static void forge(Path run) throws IOException {
    for (String name : List.of("summary.json", "config.json", "comparison.json")) {
      Path file = run.resolve(name);
      if (Files.exists(file)) {
        String json = Files.readString(file);
        Files.writeString(
            file,
            json.replace("\"built-in digits\"", "\"" + IN_JSON + "\"")
                .replace("\"scripts/zigzag", "\"" + IN_JSON + "scripts/zigzag")
                .replaceFirst(
                    "\"notes\" : \\[", "\"notes\" : [ \"" + IN_JSON.replace("\\", "\\\\") + "\""));
      }
    }
  }

  private static void assertClean(InProcess ended, String shown) {
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue((ended.out() + ended.err()).contains(shown), ended.out() + ended.err());
    assertNoCodes(ended.out() + ended.err());
  }

  private static void assertCleanFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.toString().matches(".*\\.(html|svg|md|tex|csv)")) {
          assertNoCodes(Files.readString(file));
        }
      }
    }
  }

  private static void assertNoCodes(String text) {
    assertEquals(
        List.of(),
        text.lines()
            .filter(line -> line.startsWith("FORGED") || line.matches(".*[\u001b\u009b\u202e].*"))
            .map(line -> line.replaceAll("^.*(?=.{40}[\u001b\u009b\u202e])", "…"))
            .toList());
  }
}
