package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.Safetensors;

/**
 * Kills the program at random moments, resumes it until it is done, and compares what it leaves
 * with what a program left that nobody killed.
 *
 * <p>{@code -Dkills=100} sets how often, over all rounds; {@code -Dkill.seed=7} repeats a run's
 * moments as nearly as the machine's own time allows.
 */
final class KillIT {
  private static final int KILLS = Integer.getInteger("kills", 8);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

  /** A round that is killed more often may never get far enough to be killed late. */
  private static final int MAX_KILLS_A_ROUND = 8;

  /** What depends on time, or on how often a run was resumed. */
  private static final Set<String> TIMED =
      Set.of("config.json", "summary.json", "report.html", "comparison.json");

  @TempDir private Path folder;

  @Test
  void aTrainingEndsTheSameHoweverOftenItIsKilled() throws Exception {
    rounds(
        "train",
        KILLS - KILLS / 2,
        List.of(
            List.of("--hidden", "30", "--epochs", "12", "--augment", "affine"),
            List.of("--hidden", "400", "--epochs", "5", "--weight-decay", "1e-4"),
            List.of("--hidden", "10", "--epochs", "40", "--patience", "2", "--lr", "0.02")));
  }

  @Test
  void aComparisonEndsTheSameHoweverOftenItIsKilled() throws Exception {
    rounds(
        "compare",
        KILLS / 2,
        List.of(
            List.of("--hidden", "12", "--epochs", "8", "--seeds", "2", "--optimizers", "sgd,adam"),
            List.of(
                "--hidden",
                "8",
                "--epochs",
                "2",
                "--optimizers",
                "sgd,adam",
                "--seeds",
                "1",
                "--tune",
                "--tune-budget",
                "3")));
  }

  private void rounds(String command, int kills, List<List<String>> variants) throws Exception {
    System.out.println(command + ": " + kills + " kills with -Dkill.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED + command.hashCode());
    int done = 0;
    int early = 0;
    for (int round = 0; done < kills; round++) {
      List<String> flags = variants.get(round % variants.size());
      // Charts bear the run folder's name: it is always the same.
      Path whole = folder.resolve(command + "-whole-" + round % variants.size()).resolve("run");
      long milliseconds = milliseconds(command, flags, whole);
      Path killed = folder.resolve(command + "-killed-" + round).resolve("run");
      boolean resume = false;
      for (int i = 0; i < MAX_KILLS_A_ROUND && done < kills; i++) {
        Program.Running running = start(command, flags, killed, resume);
        // The first half of the time is for starting.
        long pause = random.nextLong(milliseconds / 8, milliseconds * 9 / 8);
        if (running.process().waitFor(pause, TimeUnit.MILLISECONDS)) {
          resume = isBegun(running, command, killed, resume);
          continue;
        }
        running.process().destroyForcibly().waitFor();
        done++;
        early += Files.exists(killed.resolve(first(command))) ? 0 : 1;
        resume = Files.exists(killed.resolve(first(command)));
        assertWholeFiles(killed);
      }
      Program.Ended ended = start(command, flags, killed, resume).await();
      assertEquals(0, ended.exitCode(), () -> "seed " + SEED + ": " + ended.err());
      assertFalse(ended.err().contains("\tat "), ended.err());
      assertSame(whole, killed);
      System.out.println(command + ": the same after " + done + " of " + kills + " kills");
    }
    System.out.println(
        command + ": survived " + done + " kills, " + early + " of them before there was a run");
  }

  /** A program that ended before it could be killed must have ended well. */
  private static boolean isBegun(Program.Running running, String command, Path run, boolean resumed)
      throws Exception {
    Program.Ended ended = running.await();
    assertEquals(0, ended.exitCode(), () -> "seed " + SEED + ", " + resumed + ": " + ended.err());
    return Files.exists(run.resolve(first(command)));
  }

  /** What is there once a run can be resumed. */
  private static String first(String command) {
    return command.equals("train") ? "config.json" : "comparison.json";
  }

  private long milliseconds(String command, List<String> flags, Path whole) throws Exception {
    Path time = whole.resolveSibling("time");
    if (!Files.exists(whole)) {
      long start = System.nanoTime();
      Program.Ended ended = start(command, flags, whole, false).await();
      assertEquals(0, ended.exitCode(), ended.err());
      long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Files.writeString(time, Long.toString(spent));
    }
    return Long.parseLong(Files.readString(time));
  }

  private Program.Running start(String command, List<String> flags, Path out, boolean resume)
      throws IOException {
    Stream<String> how =
        resume
            ? Stream.of("--resume")
            : Stream.concat(Stream.of("--data", "digits", "--digits", "1200"), flags.stream());
    String[] arguments =
        Stream.of(Stream.of(command), how, Stream.of("--out", out.getFileName().toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    return Program.start(Files.createDirectories(out.getParent()), Map.of(), arguments);
  }

  /** Whatever bears its final name is whole, at any moment. */
  private static void assertWholeFiles(Path run) throws IOException {
    if (Files.exists(run)) {
      for (Path file : files(run).values()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".safetensors")) {
          assertFalse(Safetensors.read(file).tensors().isEmpty());
        } else if (name.endsWith(".json") || name.endsWith(".html")) {
          String end = name.endsWith(".json") ? "}" : "</html>";
          assertTrue(Files.readString(file).strip().endsWith(end), () -> "half: " + file);
        }
      }
    }
  }

  private static void assertSame(Path whole, Path killed) throws IOException {
    Map<String, Path> expected = files(whole);
    Map<String, Path> actual = files(killed);
    // A resumed run that was over wrote its last checkpoint once more.
    assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(actual.keySet()), "seed " + SEED);
    for (Map.Entry<String, Path> entry : expected.entrySet()) {
      String name = entry.getValue().getFileName().toString();
      Path other = actual.get(entry.getKey());
      String message = other + ", seed " + SEED;
      if (name.startsWith("checkpoint.")) {
        if (name.equals("checkpoint.safetensors")) {
          assertSameArrays(entry.getValue(), other, message);
        }
      } else if (name.equals("metrics.csv") || name.equals("results.csv")) {
        assertEquals(withoutSeconds(entry.getValue()), withoutSeconds(other), message);
      } else if (!isTimed(name)) {
        assertArrayEquals(Files.readAllBytes(entry.getValue()), Files.readAllBytes(other), message);
      }
    }
  }

  private static boolean isTimed(String name) {
    return TIMED.contains(name) || name.startsWith("summary.") || name.startsWith("target");
  }

  private static void assertSameArrays(Path one, Path other, String message) throws IOException {
    Map<String, Safetensors.Tensor> expected = Safetensors.read(one).tensors();
    Map<String, Safetensors.Tensor> actual = Safetensors.read(other).tensors();
    assertEquals(expected.keySet(), actual.keySet(), message);
    expected.forEach(
        (name, tensor) ->
            assertArrayEquals(tensor.values(), actual.get(name).values(), name + " in " + message));
  }

  private static List<List<String>> withoutSeconds(Path csv) throws IOException {
    List<List<String>> rows =
        Files.readAllLines(csv).stream().map(line -> List.of(line.split(",", -1))).toList();
    int seconds = rows.get(0).indexOf("seconds");
    assertTrue(seconds >= 0 && rows.size() > 1, csv.toString());
    return rows.stream()
        .map(
            row ->
                Stream.concat(
                        row.subList(0, seconds).stream(),
                        row.subList(seconds + 1, row.size()).stream())
                    .toList())
        .toList();
  }

  /** All files below a folder by their path in it. */
  private static Map<String, Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      Map<String, Path> files = new TreeMap<>();
      paths
          .filter(Files::isRegularFile)
          .forEach(path -> files.put(folder.relativize(path).toString(), path));
      return files;
    }
  }
}
