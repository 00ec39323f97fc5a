package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is compared, and what is refused before anybody is trained. */
final class CompareCommandTest {
  @TempDir private Path folder;

  @Test
  void oneOptimizerAloneIsAComparisonUnderItsName() {
    InProcess ended = compare("--optimizer", "SGD:lr=0.1", "--seeds", "2");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("sgd:lr=0.1"), ended.out());
    assertTrue(Files.isDirectory(out().resolve("runs/sgd:lr=0.1-seed2")), ended.err());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private InProcess compare(String... flags) {
    List<String> words = new ArrayList<>(List.of("compare", "--data", "digits", "--digits", "60"));
    words.addAll(List.of("--test-digits", "20", "--validation", "5", "--batch", "10"));
    words.addAll(List.of("--hidden", "4", "--epochs", "1", "--out", out().toString()));
    words.addAll(List.of(flags));
    return InProcess.run(words.toArray(String[]::new));
  }
}
