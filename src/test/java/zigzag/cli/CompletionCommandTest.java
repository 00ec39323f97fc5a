package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real bash offers once it has read the script. */
final class CompletionCommandTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void printsTheScript() throws IOException {
    // As in a narrow terminal, where other texts are broken into lines.
    System.setProperty("zigzag.columns", "60");
    try {
      InProcess ended = InProcess.run("completion");
      assertEquals(0, ended.exitCode(), ended.err());
      Files.writeString(folder.resolve("zigzag.sh"), ended.out());
    } finally {
      System.clearProperty("zigzag.columns");
    }
  }

  /** Reads the script and runs a line, and tells what it prints. */
  private static String bash(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "--norc", "-c", "source zigzag.sh\n" + line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out.strip();
  }

  @Test
  void bashKnowsTheProgram() throws Exception {
    assertTrue(bash("complete -p zigzag").endsWith("-F _complete_zigzag zigzag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zigzag tr                               | train",
        "zigzag comp                             | compare completion",
        "zigzag data v                           | verify",
        "scripts/zigzag train --optim            | --optimizer",
        "scripts/zigzag train --optimizer ada    | adagrad adadelta adam adamw",
        "zigzag train --activation s             | sigmoid",
        "zigzag train --data ''                  | auto mnist digits",
        "zigzag compare --inits xav              | xavier xavier-uniform",
        "zigzag compare --optimizers sg          | sgd",
        "zigzag train --schedule o               | one-cycle",
        "zigzag train --recipe sim               | simard-2003",
        "zigzag descend --surface be             | beale",
        "zigzag data show --split ''             | train test",
        "zigzag evaluate zig                     | zigzag.sh",
      })
  void offersCommandsFlagsAndNames(String line, String offered) throws Exception {
    String ask =
        "COMP_WORDS=("
            + line
            + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
            + "_complete_zigzag 2>/dev/null\necho \"${COMPREPLY[*]}\"";
    assertEquals(offered, bash(ask).replace('\n', ' '));
  }
}
