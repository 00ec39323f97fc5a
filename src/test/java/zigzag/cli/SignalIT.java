package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.FolderLock;
import zigzag.cli.terminal.CommandText;

/** Ctrl-C and SIGTERM at any stage: a clean end, the signal's exit code, and nothing lost. */
final class SignalIT {
  @TempDir private Path folder;

  /** What has to be there, or to be said, before the signal is sent. */
  @FunctionalInterface
  private interface Stage {
    boolean isReached(Program.Running running) throws IOException;
  }

  @Test
  void stopsATrainingAndGoesOnWhereItStopped() throws Exception {
    // Pictures of so many units take a while.
    String[] flags = {
      "train",
      "--data",
      "digits",
      "--digits",
      "1200",
      "--hidden",
      "300",
      "--epochs",
      "12",
      "--augment",
      "affine",
      "--out"
    };
    Path whole = folder.resolve("whole");
    assertEquals(0, Program.run(folder, with(flags, "whole")).exitCode());
    for (String stage : List.of("start-up", "training", "report")) {
      Path run = folder.resolve(stage);
      String signal = stage.equals("training") ? "TERM" : "INT";
      String awaited =
          switch (stage) {
            case "training" -> "checkpoint.safetensors";
            case "report" -> "summary.json";
            default -> "config.json";
          };
      Program.Ended ended =
          signalled(signal, one -> Files.exists(run.resolve(awaited)), with(flags, stage));

      assertCleanEnd(signal, ended, run);
      if (stage.equals("training")) {
        String script = CommandText.quote(Program.SCRIPT.toString());
        String command = "go on with: " + script + " train --resume --out training";
        assertTrue(ended.err().contains(command), ended.err());
        assertFalse(Files.exists(run.resolve("summary.json")));
      }
      Program.Ended resumed = Program.run(folder, "train", "--resume", "--out", stage);
      assertEquals(0, resumed.exitCode(), resumed.err());
      for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv", "units.png")) {
        assertArrayEquals(
            Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(run.resolve(file)), file);
      }
      String page = Files.readString(run.resolve("report.html"));
      if (stage.equals("training")) {
        assertTrue(resumed.err().contains("going on after step"), resumed.err());
        assertTrue(resumed.out().contains(" of 12, resumed;"), resumed.out());
        assertTrue(Files.readString(run.resolve("summary.json")).contains("\"resumed\" : true"));
        assertTrue(page.contains(", resumed"));
      }
    }
  }

  /** Before there is a folder: the JVM and its libraries are still being loaded. */
  @ParameterizedTest
  @ValueSource(longs = {30, 300, 700})
  void stopsWhereverItIsInItsStart(long milliseconds) throws Exception {
    Program.Running running =
        Program.start(folder, Map.of(), "train", "--data", "digits", "--out", "run");
    Thread.sleep(milliseconds);
    send("TERM", running);
    assertCleanEnd("TERM", running.await(), folder.resolve("run"));
  }

  @ParameterizedTest
  @CsvSource({"INT, tuning", "TERM, runs", "INT, results.csv"})
  void stopsAComparison(String signal, String awaited) throws Exception {
    String[] flags = {
      "compare",
      "--data",
      "digits",
      "--digits",
      "1200",
      "--hidden",
      "10",
      "--epochs",
      "2",
      "--seeds",
      "2",
      "--optimizers",
      "sgd,adam",
      "--tune",
      "--tune-budget",
      "3",
      "--out"
    };
    Path run = folder.resolve("run");
    Program.Ended ended =
        signalled(signal, one -> Files.exists(run.resolve(awaited)), with(flags, "run"));

    assertCleanEnd(signal, ended, run);
    Program.Ended resumed = Program.run(folder, "compare", "--resume", "--out", "run");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(5, Files.readAllLines(run.resolve("results.csv")).size());
    assertEquals(List.of(), leftovers(run));
  }

  /** A mirror that begins to answer and never ends; the part that came is kept for the next try. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void stopsADownload(String signal) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 9_000_000);
          OutputStream body = exchange.getResponseBody();
          body.write(new byte[100_000]);
          body.flush();
          try {
            TimeUnit.SECONDS.sleep(30);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try {
      String mirror = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Path part = folder.resolve("mnist/train-images-idx3-ubyte.gz.part");
      Program.Ended ended =
          signalled(
              signal,
              one -> Files.exists(part) && Files.size(part) > 0,
              "data",
              "fetch",
              "--into",
              "mnist",
              "--mirror",
              mirror);

      assertCleanEnd(signal, ended, folder.resolve("nothing"));
      try (Stream<Path> files = Files.list(folder.resolve("mnist"))) {
        // A killed program's lock is free; its file stays.
        assertEquals(List.of(part), files.filter(file -> !file.endsWith(FolderLock.NAME)).toList());
      }
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /** The second program in a folder is refused, and the first goes on as if nothing had been. */
  @Test
  void refusesTheSecondProgramInAFolder() throws Exception {
    String[] flags = {
      "train", "--data", "digits", "--digits", "1200", "--hidden", "20", "--epochs", "4000"
    };
    Program.Running first = Program.start(folder, Map.of(), with(flags, "--out", "run"));
    Path run = folder.resolve("run");
    while (!Files.exists(run.resolve("checkpoint.safetensors")) && first.process().isAlive()) {
      Thread.sleep(5);
    }
    for (String[] second :
        List.of(
            new String[] {"train", "--resume", "--out", "run"},
            with(flags, "--out", "run", "--overwrite"),
            new String[] {
              "compare", "--data", "digits", "--digits", "1200", "--overwrite", "--out", "run"
            })) {
      Program.Ended ended = Program.run(folder, second);
      assertEquals(1, ended.exitCode(), ended.err());
      assertEquals(
          "zigzag: run: another program is at work in this folder; wait until it is done",
          ended.err().lines().reduce((one, last) -> last).orElseThrow());
    }
    assertTrue(first.process().isAlive());
    // A crash leaves the lock file behind, which locks nothing.
    first.process().destroyForcibly().waitFor();
    assertTrue(Files.exists(run.resolve(".lock")));
    Files.writeString(run.resolve(".metrics.csv.999999999-3.part"), "half");
    Program.Running resumed = Program.start(folder, Map.of(), "train", "--resume", "--out", "run");
    while (!resumed.errSoFar().contains("going on after step") && resumed.process().isAlive()) {
      Thread.sleep(5);
    }
    Thread.sleep(200);
    send("TERM", resumed);
    assertCleanEnd("TERM", resumed.await(), run);
  }

  private Program.Ended signalled(String signal, Stage stage, String... arguments)
      throws Exception {
    Program.Running running = Program.start(folder, Map.of(), arguments);
    while (!stage.isReached(running) && running.process().isAlive()) {
      Thread.sleep(2);
    }
    send(signal, running);
    return running.await();
  }

  private static void send(String signal, Program.Running running) throws Exception {
    String process = Long.toString(running.process().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, process).start().waitFor());
  }

  private static void assertCleanEnd(String signal, Program.Ended ended, Path run)
      throws IOException {
    assertEquals(signal.equals("INT") ? 130 : 143, ended.exitCode(), ended.err());
    assertFalse(ended.err().contains("\tat "), ended.err());
    assertFalse(ended.err().contains("xception"), ended.err());
    assertFalse(ended.err().contains("mistake of the program"), ended.err());
    assertEquals(List.of(), leftovers(run));
  }

  /** What should be gone when a program has ended in good order. */
  private static List<String> leftovers(Path run) throws IOException {
    if (!Files.exists(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.equals(".lock") || name.endsWith(".part"))
          .toList();
    }
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }
}
