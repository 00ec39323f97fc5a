package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long training takes no more memory, threads and files in its last epochs than in the middle.
 */
final class LongRunIT {
  private static final int EPOCHS = Integer.getInteger("zigzag.long-run.epochs", 1000);

  @TempDir private Path folder;

  /** What a process holds at one moment. */
  private record Sample(long residentKilobytes, int threads, int files) {
    static Sample of(Process process) throws Exception {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      long resident = 0;
      int threads = 0;
      for (String line : Files.readAllLines(proc.resolve("status"))) {
        String value = line.replaceAll("\\D", "");
        resident = line.startsWith("VmRSS:") ? Long.parseLong(value) : resident;
        threads = line.startsWith("Threads:") ? Integer.parseInt(value) : threads;
      }
      try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
        return new Sample(resident, threads, (int) files.count());
      }
    }
  }

  @Test
  void holdsNoMoreAndMore() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: there is no /proc to look at");
    String[] arguments = {
      "train",
      "--data",
      "digits",
      "--digits",
      "300",
      "--hidden",
      "8",
      "--batch",
      "50",
      "--checkpoint-every",
      "20",
      "--epochs",
      Integer.toString(EPOCHS),
      "--out",
      "run"
    };
    // Without HotSpot's second compiler, and with as many threads for the first one from beginning
    // to end, as all programs here: it still takes up methods, and
    // memory for them, late: 240 to 266 MB over 10,000 epochs.
    Program.Running running = Program.start(folder, Map.of(), arguments);
    List<Sample> samples = new ArrayList<>();
    int next = EPOCHS / 2;
    while (running.process().isAlive() && next <= EPOCHS) {
      if (running.errSoFar().contains(String.format("epoch %,5d/%,d ", next, EPOCHS))) {
        try {
          samples.add(Sample.of(running.process()));
        } catch (java.nio.file.NoSuchFileException e) {
          break; // it has just ended
        }
        next += EPOCHS / 20;
      }
      Thread.sleep(5);
    }
    assertEquals(0, running.await().exitCode(), running.errSoFar());
    assertTrue(samples.size() >= 8, samples.size() + " samples");
    System.out.println("after half of " + EPOCHS + " epochs and on: " + samples);
    Sample first = samples.get(0);
    for (Sample sample : samples) {
      double ratio = sample.residentKilobytes() / (double) first.residentKilobytes();
      assertTrue(ratio < 1.03, () -> "resident memory grew by the factor " + ratio);
      assertTrue(sample.threads() <= first.threads(), () -> "threads: " + sample);
      assertTrue(sample.files() <= first.files() + 1, () -> "open files: " + sample);
    }
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
    }
  }
}
