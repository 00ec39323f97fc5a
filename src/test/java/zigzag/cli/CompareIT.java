package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code zigzag compare} and {@code zigzag report} as processes. */
final class CompareIT {
  private static final String[] SMALL = {
    "compare", "--data", "digits", "--digits", "1200", "--hidden", "10", "--seeds", "2"
  };

  @TempDir private Path folder;

  @Test
  void leavesEveryFileOfTheContract() throws Exception {
    Program.Ended ended =
        small("--epochs", "2", "--optimizers", "sgd:lr=0.1,adam", "--target", "0.3", "--out", "c");

    assertEquals(0, ended.exitCode(), ended.err());
    List<String> names = names(folder.resolve("c"));
    assertTrue(
        names.containsAll(
            List.of(
                "accuracy.svg",
                "comparison.json",
                "loss.svg",
                "report.html",
                "results.csv",
                "runs",
                "summary.csv",
                "summary.md",
                "summary.tex")),
        names.toString());
    assertEquals(
        List.of("adam-seed1", "adam-seed2", "sgd:lr=0.1-seed1", "sgd:lr=0.1-seed2"),
        names(folder.resolve("c/runs")));
    assertTrue(names(folder.resolve("c/runs/adam-seed1")).contains("report.html"));
    List<String> results = Files.readAllLines(folder.resolve("c/results.csv"));
    assertTrue(
        results
            .get(0)
            .startsWith(
                "label,optimizer,init,lr,seed,test_accuracy,test_loss,steps_to_target,seconds,"
                    + "diverged"),
        results.get(0));
    assertEquals(5, results.size());
    assertTrue(results.get(1).startsWith("sgd:lr=0.1,sgd,he,0.1,1,0."), results.get(1));
    assertTrue(results.get(4).startsWith("adam,adam,he,0.001,2,0."), results.get(4));
    assertTrue(ended.out().lines().allMatch(line -> line.length() <= 80), ended.out());
    assertTrue(ended.out().contains("not MNIST"), ended.out());
    assertTrue(ended.err().contains("4/4 "), ended.err());
  }

  @Test
  void theSameCommandGivesTheSameResults() throws Exception {
    String[] flags = {"--epochs", "2", "--optimizers", "sgd,adam", "--target", "0.3"};
    for (String threads : List.of("1", "3")) {
      small(with(flags, "--threads", threads, "--out", threads));
    }
    assertEquals(withoutSeconds("1"), withoutSeconds("3"));
  }

  /** Amid the tuning; {@link KillIT} kills a comparison anywhere. */
  @Test
  void goesOnAfterAKill() throws Exception {
    String[] whole = {"--epochs", "5", "--optimizers", "sgd,adam", "--tune", "--tune-budget", "3"};
    assertEquals(0, small(with(whole, "--out", "whole")).exitCode());
    for (int finished : new int[] {0, 2}) {
      String out = "killed-" + finished;
      Program.Running running =
          Program.start(folder, Map.of(), with(with(SMALL, whole), "--out", out));
      Path waitedFor = folder.resolve(out).resolve("tuning");
      while (count(waitedFor) <= finished && running.process().isAlive()) {
        Thread.sleep(5);
      }
      running.process().destroyForcibly().waitFor();
      // With the same flags again, or with none.
      Program.Ended ended =
          finished == 2
              ? Program.run(folder, "compare", "--resume", "--out", out)
              : small(with(whole, "--resume", "--out", out));
      assertEquals(0, ended.exitCode(), ended.err());
      assertEquals(withoutSeconds("whole"), withoutSeconds(out));
      assertEquals(
          Files.readString(folder.resolve("whole/tuning.csv")),
          Files.readString(folder.resolve(out).resolve("tuning.csv")));
    }
  }

  @Test
  void aDryRunLeavesNothing() throws Exception {
    Program.Ended ended = small("--tune", "--dry-run", "--out", "c");

    assertEquals(0, ended.exitCode(), ended.err());
    assertFalse(Files.exists(folder.resolve("c")));
    assertTrue(ended.out().contains("comparison: 8 trainings"), ended.out());
    assertTrue(ended.out().contains("96 trainings"), ended.out());
    assertTrue(ended.out().contains("about "), ended.out());
  }

  @Test
  void reportsMergeAndRedraw() throws Exception {
    String[] flags = {"--epochs", "1", "--optimizers", "sgd,adam"};
    small(with(flags, "--out", "whole"));
    String[] one = {
      "compare", "--data", "digits", "--digits", "1200", "--hidden", "10", "--seeds", "1"
    };
    Program.run(folder, with(with(one, flags), "--seed", "1", "--out", "a"));
    Program.run(folder, with(with(one, flags), "--seed", "2", "--out", "b"));
    Program.Ended merged = Program.run(folder, "report", "a", "b", "--out", "m");
    assertEquals(0, merged.exitCode(), merged.err());
    assertEquals(withoutSeconds("whole"), withoutSeconds("m"));

    String page = Files.readString(folder.resolve("m/report.html"));
    Files.delete(folder.resolve("m/report.html"));
    Files.delete(folder.resolve("m/summary.csv"));
    assertEquals(0, Program.run(folder, "report", "m").exitCode());
    assertEquals(page, Files.readString(folder.resolve("m/report.html")));
    assertTrue(Files.exists(folder.resolve("m/summary.csv")));
    assertEquals(0, Program.run(folder, "report", "m/runs/sgd-seed1").exitCode());
  }

  private Program.Ended small(String... flags) throws IOException, InterruptedException {
    return Program.run(folder, with(SMALL, flags));
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }

  /** The rows of results.csv without their one column that depends on time. */
  private List<List<String>> withoutSeconds(String comparison) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    int seconds = -1;
    for (String line : Files.readAllLines(folder.resolve(comparison).resolve("results.csv"))) {
      List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
      seconds = seconds < 0 ? cells.indexOf("seconds") : seconds;
      cells.remove(seconds);
      rows.add(cells);
    }
    assertTrue(rows.size() > 1);
    return rows;
  }

  private static int count(Path folder) throws IOException {
    return Files.exists(folder) ? names(folder).size() : 0;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
