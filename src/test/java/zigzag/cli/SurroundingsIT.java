package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.Needs;

/** What the shell, the system and the user's account can do to the program. */
class SurroundingsIT {
  private static final String[] TRAIN = {
    "train",
    "--data",
    "digits",
    "--digits",
    "600",
    "--test-digits",
    "100",
    "--validation",
    "100",
    "--epochs",
    "1",
    "--hidden",
    "8",
    "--quiet",
    "--out"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "nonsense, 2, ZIGZAG_HEAP is \"nonsense\"",
    "2g5, 2, ZIGZAG_HEAP is \"2g5\"",
    "-5, 2, ZIGZAG_HEAP is \"-5\"",
    "0, 2, give at least 32m",
    "16m, 2, give at least 32m",
    "999999g, 2, at most 1024g",
  })
  void aHeapThatIsNoneIsRefused(String heap, int exitCode, String words) throws Exception {
    assertRefused(
        Program.start(folder, Map.of("ZIGZAG_HEAP", heap), "optimizers"), exitCode, words);
  }

  /** Digits to be kept in less memory than they take, by several threads. */
  @ParameterizedTest
  @ValueSource(strings = {"32m", "48m", "64m"})
  void aHeapThatIsTooSmallForTheWorkIsNamed(String heap) throws Exception {
    String[] arguments = {
      "train",
      "--data",
      "digits",
      "--digits",
      "50000",
      "--epochs",
      "1",
      "--hidden",
      "2000",
      "--quiet",
      "--out",
      "run"
    };
    Program.Running running = Program.start(folder, Map.of("ZIGZAG_HEAP", heap), arguments);
    Program.Ended ended = running.await();
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains("ZIGZAG_HEAP=8g"), ended.err());
    assertFalse(ended.err().contains("rror"), ended.err());
  }

  @Test
  void theSmallestHeapTrains() throws Exception {
    Program.Ended ended =
        Program.start(folder, Map.of("ZIGZAG_HEAP", "32m"), with(TRAIN, "run")).await();
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
  }

  @Test
  void tooFewFilesAreNamed() throws Exception {
    assertRefused(shell("ulimit -n 32; exec \"$ZIGZAG\" optimizers"), 1, "may open 32 files");
  }

  @Test
  void theScriptFindsItselfWhateverCdpathSays() throws Exception {
    Files.createSymbolicLink(folder.resolve("scripts"), Path.of("scripts").toAbsolutePath());
    Program.Ended ended = shell("export CDPATH=/:.; scripts/zigzag optimizers").await();
    assertEquals("", ended.err());
    assertEquals(0, ended.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"optimizers", "optimizers --json", "--help"})
  void resultsThatDidNotArriveAreAFailure(String arguments) throws Exception {
    Needs.that(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    assertRefused(
        shell("exec \"$ZIGZAG\" " + arguments + " >/dev/full"),
        1,
        "could not be written to stdout");
  }

  @Test
  void aReaderThatHasHadEnoughIsNoFailure() throws Exception {
    Program.Ended ended = shell("\"$ZIGZAG\" optimizers | true; exit ${PIPESTATUS[0]}").await();
    assertEquals("", ended.err());
    assertEquals(0, ended.exitCode());
  }

  @Test
  void aLocaleThatIsNotInstalledDoesNoHarm() throws Exception {
    Needs.that(
        Files.exists(Path.of("/proc")) && !Files.exists(Path.of("/usr/lib/locale/ko_KR.utf8")),
        "only on a Linux without that locale");
    Program.Ended ended =
        Program.start(folder, Map.of("LC_ALL", "ko_KR.UTF-8"), with(TRAIN, "결과")).await();
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(Files.exists(folder.resolve("결과/model.safetensors")));
  }

  @Test
  void aUserWithoutAnEntryInPasswdGetsNoFolder() throws Exception {
    // The user's own files must be within reach, as the program's are.
    Path readable = Path.of("target").toAbsolutePath();
    Needs.that(
        shell("setpriv --reuid 61234 --regid 61234 --clear-groups test -x " + readable)
                .await()
                .exitCode()
            == 0,
        "this user may not become another");
    String[] chown = {"chown", "-R", "61234:61234", folder.toString()};
    assertEquals(0, new ProcessBuilder(chown).start().waitFor());
    Program.Ended ended =
        shell(
                "exec setpriv --reuid 61234 --regid 61234 --clear-groups env -u HOME TMPDIR=\"$PWD\""
                    + " \"$ZIGZAG\" "
                    + String.join(" ", with(TRAIN, "run")))
            .await();
    assertEquals(0, ended.exitCode(), ended.err());
    assertFalse(Files.exists(folder.resolve("?")));
    assertTrue(Files.isDirectory(folder.resolve("zigzag-61234/.javacpp")));
  }

  /** A shell in the test's folder, which knows the start script as {@code $ZIGZAG}. */
  private Program.Running shell(String commands) throws IOException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", commands)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("ZIGZAG", Path.of("scripts", "zigzag").toAbsolutePath().toString());
    return new Program.Running(builder.start(), out, err);
  }

  private static void assertRefused(Program.Running running, int exitCode, String words)
      throws IOException, InterruptedException {
    Program.Ended ended = running.await();
    assertEquals(exitCode, ended.exitCode(), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("zigzag: "), ended.err());
    assertTrue(ended.err().contains(words), ended.err());
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }
}
