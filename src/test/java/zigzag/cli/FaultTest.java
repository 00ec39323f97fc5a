package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.Safetensors;

/** What becomes of a run whose files are damaged, gone or in the way. */
@Tag("slow")
final class FaultTest {
  private static final String[] DATA = {
    "--data", "digits", "--digits", "60", "--test-digits", "20"
  };
  private static final String[] NET = {"--validation", "5", "--hidden", "4", "--batch", "10"};
  private static final String[] SMALL = with(with(DATA, NET), "--epochs");

  @TempDir private static Path finished;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".lock",
        "metrics.csv",
        "checkpoint.previous.safetensors",
        "summary.json",
      })
  void aFolderInTheWayIsNamed(String name) throws IOException {
    finishedRun("1");
    Path file = folder.resolve("run").resolve(name);
    byte[] before = Files.readAllBytes(folder.resolve("run/checkpoint.safetensors"));
    Files.deleteIfExists(file);
    Files.createDirectories(file.resolve("inside"));
    InProcess ended = resume("train", "run", "--epochs", "2");
    assertFault(ended, 1, "run/" + name + ": ");
    assertTrue(Files.isDirectory(file.resolve("inside")));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("run/checkpoint.safetensors")));

    Files.delete(file.resolve("inside"));
    Files.delete(file);
    InProcess resumed = resume("train", "run", "--epochs", "2");
    assertEquals(0, resumed.exitCode(), resumed.err());
  }

  @ParameterizedTest
  @CsvSource({
    "damage, none, 0, is damaged; going on from the one before it",
    "delete, none, 0, is missing; going on from the one before it",
    "damage, damage, 2, is damaged",
    "folder, none, 2, this is not a file but a folder"
  })
  void aDamagedCheckpointIsRecognised(String newest, String previous, int exitCode, String words)
      throws IOException {
    finishedRun("3");
    Path run = folder.resolve("run");
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    byte[] steps = Files.readAllBytes(run.resolve("steps.csv"));
    harm(run.resolve("checkpoint.safetensors"), newest);
    harm(run.resolve("checkpoint.previous.safetensors"), previous);

    assertFault(resume("train", "run"), exitCode, words);
    assertArrayEquals(model, Files.readAllBytes(run.resolve("model.safetensors")));
    assertArrayEquals(steps, Files.readAllBytes(run.resolve("steps.csv")));
  }

  private static void harm(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "damage" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
      case "truncate" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "delete" -> Files.delete(file);
      case "folder" -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      default -> assertEquals("none", how);
    }
  }

  /** A comparison's training that has one whole checkpoint goes on, whichever it is. */
  @Test
  void aComparisonUsesTheCheckpointBeforeADamagedOne() throws IOException {
    String out = folder.resolve("c").toString();
    String[] flags = {"3", "--optimizers", "sgd,adam", "--seeds", "1", "--out", out};
    assertEquals(0, run("compare", with(SMALL, flags)).exitCode());
    Path run = folder.resolve("c/runs/sgd-seed1");
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    Files.delete(run.resolve("summary.json"));
    harm(run.resolve("checkpoint.safetensors"), "damage");
    InProcess ended = run("compare", "--resume", "--out", out);
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(
        ended.err().contains("c/runs/sgd-seed1/checkpoint.safetensors is damaged; going on"),
        ended.err());
    assertArrayEquals(model, Files.readAllBytes(run.resolve("model.safetensors")));
  }

  /** A finished run whose checkpoints were thrown away is not trained anew by mistake. */
  @Test
  void resultsOutliveTheirCheckpoint() throws IOException {
    finishedRun("1");
    Path run = folder.resolve("run");
    harm(run.resolve("checkpoint.safetensors"), "delete");
    harm(run.resolve("checkpoint.previous.safetensors"), "delete");
    assertFault(resume("train", "run"), 2, "there is no checkpoint.safetensors in " + run);
    assertTrue(Files.exists(run.resolve("model.safetensors")));

    // Without its results it is a run that was stopped before its first checkpoint.
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    harm(run.resolve("summary.json"), "delete");
    harm(run.resolve("model.safetensors"), "delete");
    assertEquals(0, resume("train", "run").exitCode());
    assertArrayEquals(model, Files.readAllBytes(run.resolve("model.safetensors")));
  }

  @Test
  void dataThatIsGoneIsMissedAndTheCheckpointStays() throws IOException {
    String[] export = {"data", "export", "--into", folder.resolve("digits").toString()};
    assertEquals(0, InProcess.run(with(export, DATA)).exitCode());
    String data = folder.resolve("digits").toString();
    String out = folder.resolve("run").toString();
    String[] flags = with(NET, "--data", data, "--epochs", "1", "--out", out);
    assertEquals(0, run("train", flags).exitCode());
    Files.move(folder.resolve("digits"), folder.resolve("elsewhere"));
    assertFault(resume("train", "run", "--epochs", "2"), 2, "there is no such folder");
    assertWhole(folder.resolve("run/checkpoint.safetensors"));
    Files.move(folder.resolve("elsewhere"), folder.resolve("digits"));
    assertEquals(0, resume("train", "run", "--epochs", "2").exitCode());
  }

  private static InProcess run(String command, String... flags) {
    return InProcess.run(with(new String[] {command}, flags));
  }

  private InProcess resume(String command, String out, String... more) {
    String[] flags = {"--resume", "--quiet", "--out", folder.resolve(out).toString()};
    return run(command, with(flags, more));
  }

  /** A run of so many epochs, trained once for all tests. */
  private void finishedRun(String epochs) throws IOException {
    Path run = finished.resolve(epochs).resolve("run");
    if (!Files.exists(run)) {
      assertEquals(0, run("train", with(SMALL, epochs, "--out", run.toString())).exitCode());
    }
    Files.createDirectory(folder.resolve("run"));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("run").resolve(file.getFileName()));
      }
    }
  }

  private void assertFault(InProcess ended, int exitCode, String words) throws IOException {
    assertFault(folder, exitCode, ended.exitCode(), words, ended.err());
  }

  /** One line on stderr, and nothing unfinished anywhere. */
  static void assertFault(Path folder, int expected, int exitCode, String words, String err)
      throws IOException {
    assertEquals(expected, exitCode, err);
    assertTrue(err.contains(words), err);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("zigzag: "), err);
    assertFalse(err.contains("xception"), err);
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(),
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".part") || name.equals(".lock"))
              .toList());
    }
  }

  static void assertWhole(Path checkpoint) throws IOException {
    assertFalse(Safetensors.read(checkpoint).tensors().isEmpty());
  }

  static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }
}
