package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.Messages;
import zigzag.report.text.PlainText;

/** What is printed reads well on a terminal, a narrow one, too. */
@Tag("slow")
final class TerminalTextTest {
  private static final int[] WIDTHS = {60, 80};

  @TempDir private Path folder;

  @AfterEach
  void noTerminal() {
    System.clearProperty("zigzag.columns");
  }

  private static InProcess run(String command, Object... more) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    for (Object argument : more) {
      arguments.add(argument.toString());
    }
    InProcess ended = InProcess.run(arguments.toArray(String[]::new));
    assertEquals(0, ended.exitCode(), ended.err());
    return ended;
  }

  /** Only a single word, such as a path or a checksum, may be longer. */
  private static void assertFits(int width, String text) {
    for (String line : text.lines().toList()) {
      assertTrue(
          PlainText.length(line) <= width || line.strip().indexOf(' ') < 0,
          () -> "more than " + width + " columns: " + line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "compare --help",
        "symmetry --help",
        "descend --help",
        "ensemble --help",
        "export --help",
        "gradcheck --help",
        "data show --help",
        "optimizers",
        "initializers",
        "recipes",
        "data info --data digits --digits 300 --test-digits 100",
        "gradcheck --data digits --digits 300 --test-digits 100 --hidden 5 --parameters 5",
      })
  void everyLineFits(String command) {
    for (int width : WIDTHS) {
      System.setProperty("zigzag.columns", "" + width);
      InProcess ended = run(command);
      assertFits(width, ended.out());
      assertFits(width, ended.err());
    }
  }

  @Test
  void trainingsAndWhatIsMadeOfThemFit() throws IOException {
    String data = " --data digits --digits 600 --test-digits 200";
    for (int width : WIDTHS) {
      System.setProperty("zigzag.columns", "" + width);
      Path out = folder.resolve("out" + width);
      List<Path> runs = List.of(out.resolve("a-run-with-a-long-name"), out.resolve("another"));
      for (Path run : runs) {
        InProcess trained =
            run(
                "train --epochs 1 --hidden 6 --validation 100" + data,
                "--seed",
                runs.indexOf(run) + 1,
                "--out",
                run);
        assertFits(width, trained.err());
        assertFits(width, trained.out());
      }
      assertFits(width, run("ensemble" + data, runs.get(0), runs.get(1)).out());
      assertFits(
          width, run("evaluate" + data, runs.get(0), "--out", out.resolve("evaluation")).out());
      InProcess symmetry =
          run(
              "symmetry --inits zeros,constant --epochs 1 --hidden 6 --validation 100" + data,
              "--out",
              out.resolve("symmetry"));
      assertFits(width, symmetry.out());
      assertTrue(symmetry.err().contains("zeros: 1 distinct unit after"), symmetry.err());
      assertFits(width, run("descend", "--out", out.resolve("descend")).out());
    }
  }

  @Test
  void aCommandToCopyStaysInOneLine() {
    System.setProperty("zigzag.columns", "60");
    PrintStream real = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      Messages.error(
          "stopped after step 5; go on with: " + CommandText.resume("train", Path.of("$1 b")));
    } finally {
      System.setErr(real);
    }
    assertEquals(
        List.of(
            "zigzag: stopped after step 5; go on with:",
            "scripts/zigzag train --resume --out '$1 b'"),
        written.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void linesStayWholeInAFile() {
    InProcess ended = InProcess.run("train", "--data", "nowhere".repeat(20));
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  @Test
  void aLengthInStepsIsSaidInSteps() {
    String data = "train --data digits --digits 600 --test-digits 200 --validation 100 --hidden 6";
    InProcess ended = run(data + " --batch 20 --steps 30", "--out", folder.resolve("run"));
    assertTrue(ended.err().contains("step 25/30  loss"), ended.err());
    assertTrue(ended.err().contains("step 30/30  loss"), ended.err());
    assertTrue(ended.out().contains("kept the parameters of step "), ended.out());
    assertTrue(ended.out().contains(" of 30; "), ended.out());
    assertFalse((ended.err() + ended.out()).contains("epoch"), ended.err() + ended.out());
  }

  @Test
  void aFileThatIsWrittenIsNotOfNoSize() {
    InProcess ended =
        run(
            "data export --data digits --digits 20 --test-digits 10",
            "--into",
            folder.resolve("digits"));
    assertTrue(ended.err().contains("train-images-idx3-ubyte: 15 KB"), ended.err());
    assertFalse(ended.err().contains(" 0 MB"), ended.err());
  }
}
