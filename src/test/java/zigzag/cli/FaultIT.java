package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.Needs;

/** What a disk can do to a run: one line says so, and no checkpoint is lost. */
final class FaultIT {
  /** A checkpoint of so many units takes 2.5 MB. */
  private static final String[] LARGE = {
    "--data", "digits", "--digits", "600", "--hidden", "200", "--quiet", "--epochs"
  };

  @TempDir private Path folder;
  private Path mounted;
  private Path immutable;

  @AfterEach
  void undo() throws Exception {
    if (immutable != null) {
      succeeds("chattr", "-i", immutable.toString());
    }
    if (mounted != null) {
      succeeds("umount", mounted.toString());
    }
  }

  /** Room for two checkpoints: the third finds the disk full. */
  @Test
  void aFullDiskLeavesTheCheckpointsThatWereThere() throws Exception {
    mount("6m");
    Program.Ended ended = train("5", "disk/run");
    assertFault(ended, 1, "No space left on device");
    assertTrue(ended.err().contains("disk/run/"), ended.err());
    Path run = folder.resolve("disk/run");
    FaultTest.assertWhole(run.resolve("checkpoint.safetensors"));
    FaultTest.assertWhole(run.resolve("checkpoint.previous.safetensors"));

    byte[] before = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
    Files.delete(run.resolve("checkpoint.previous.safetensors"));
    Files.write(run.resolve("filler"), new byte[3_000_000]);
    assertFault(resume("train", "disk/run"), 1, "No space left on device");
    assertArrayEquals(before, Files.readAllBytes(run.resolve("checkpoint.safetensors")));

    Files.delete(run.resolve("filler"));
    succeeds("mount", "-o", "remount,size=60m", mounted.toString());
    assertEquals(0, resume("train", "disk/run").exitCode());
    assertEquals(0, train("5", "whole").exitCode());
    for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(file)),
          Files.readAllBytes(run.resolve(file)),
          file);
    }
  }

  @Test
  void aComparisonGoesOnOnceAFullDiskHasRoomAgain() throws Exception {
    mount("6m");
    String[] flags = {"2", "--optimizers", "sgd,adam", "--seeds", "2", "--out", "disk/c"};
    Program.Ended ended =
        Program.run(folder, FaultTest.with(FaultTest.with(new String[] {"compare"}, LARGE), flags));
    assertFault(ended, 1, "No space left on device");
    succeeds("mount", "-o", "remount,size=90m", mounted.toString());
    Program.Ended resumed = resume("compare", "disk/c");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(5, Files.readAllLines(folder.resolve("disk/c/results.csv")).size());
  }

  @Test
  void aReadOnlyDiskIsLeftAlone() throws Exception {
    mount("60m");
    assertEquals(0, train("1", "disk/run").exitCode());
    byte[] before = Files.readAllBytes(folder.resolve("disk/run/checkpoint.safetensors"));
    succeeds("mount", "-o", "remount,ro", mounted.toString());
    assertFault(resume("train", "disk/run", "--epochs", "2"), 1, "Read-only file system");
    assertFault(train("1", "disk/other"), 1, "Read-only file system");
    assertArrayEquals(
        before, Files.readAllBytes(folder.resolve("disk/run/checkpoint.safetensors")));
    succeeds("mount", "-o", "remount,rw", mounted.toString());
    assertEquals(0, resume("train", "disk/run", "--epochs", "2").exitCode());
  }

  /** Root may write where permissions forbid it, but not where the disk itself does. */
  @Test
  void aFolderThatMayNotBeWrittenIsLeftAlone() throws Exception {
    assertEquals(0, train("1", "run").exitCode());
    Path run = folder.resolve("run");
    Needs.that(ends("chattr", "+i", run.toString()) == 0, "chattr +i is not allowed here");
    immutable = run;
    assertFault(resume("train", "run", "--epochs", "2"), 1, "run/.lock: ");
    succeeds("chattr", "-i", run.toString());
    immutable = null;
    assertEquals(0, resume("train", "run", "--epochs", "2").exitCode());
  }

  @Test
  @Tag("mnist")
  void mnistThatIsGoneIsMissedAndTheCheckpointStays() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("mnist"), Needs.mnist());
    Map<String, String> environment = Map.of("MNIST_DIR", link.toString());
    Program.Ended begun =
        Program.start(
                folder, environment, "train", "--hidden", "5", "--epochs", "1", "--out", "run")
            .await();
    assertEquals(0, begun.exitCode(), begun.err());
    Files.delete(link);
    Program.Ended ended =
        Program.start(folder, environment, "train", "--resume", "--epochs", "2", "--out", "run")
            .await();
    assertFault(ended, 2, "which lacks train-images-idx3-ubyte");
    FaultTest.assertWhole(folder.resolve("run/checkpoint.safetensors"));
  }

  private Program.Ended train(String epochs, String out) throws Exception {
    return Program.run(
        folder,
        FaultTest.with(FaultTest.with(new String[] {"train"}, LARGE), epochs, "--out", out));
  }

  private Program.Ended resume(String command, String out, String... more) throws Exception {
    return Program.run(
        folder, FaultTest.with(new String[] {command, "--resume", "--quiet", "--out", out}, more));
  }

  private void mount(String size) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Needs.that(
        ends("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()) == 0,
        "this user may not mount a tmpfs: no full and no read-only disk to test on");
    mounted = disk;
  }

  private static void succeeds(String... command) throws Exception {
    assertEquals(0, ends(command), String.join(" ", command));
  }

  private static int ends(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // There is no such command on this system.
      return -1;
    }
  }

  private void assertFault(Program.Ended ended, int exitCode, String words) throws IOException {
    FaultTest.assertFault(folder, exitCode, ended.exitCode(), words, ended.err());
  }
}
