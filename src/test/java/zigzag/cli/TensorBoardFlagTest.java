package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.RunFiles;
import zigzag.tensorboard.RecordedEvent;

/** Where event files are, and what becomes of them. */
@Tag("slow")
final class TensorBoardFlagTest {
  private static final String DATA =
      " --data digits --digits 60 --test-digits 20 --validation 5 --hidden 4 --batch 11 --epochs 1";

  @TempDir private Path folder;

  private static void runs(String command, String more, Path out) {
    List<String> arguments = new ArrayList<>(List.of((command + more).split(" ", -1)));
    arguments.addAll(List.of("--quiet", "--out", out.toString()));
    InProcess ended = InProcess.run(arguments.toArray(String[]::new));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
  }

  private static Path file(Path run) {
    return run.resolve(RunFiles.EVENTS);
  }

  private static long points(Path run, String tag) throws IOException {
    return RecordedEvent.read(file(run)).stream().filter(event -> event.tag().equals(tag)).count();
  }

  @Test
  void aRunHasItsFileBesideItsTablesAndGoesOnWithIt() throws IOException {
    Path run = folder.resolve("run");
    runs("train", DATA + " --tensorboard", run);
    assertEquals(5, points(run, "loss/step"));
    assertEquals(1, points(run, "accuracy/test"));
    Path log = folder.resolve("log");
    runs("export " + run, " --format tensorboard", log);
    assertArrayEquals(Files.readAllBytes(file(run)), Files.readAllBytes(file(log)));
    InProcess again =
        InProcess.run("export", "" + run, "--format", "tensorboard", "--out", "" + log);
    assertEquals(2, again.exitCode());
    assertTrue(again.err().contains("is there already"), again.err());
    runs("train", " --resume --epochs 2", run);
    runs("export " + run, " --format tensorboard --overwrite", log);
    assertArrayEquals(Files.readAllBytes(file(run)), Files.readAllBytes(file(log)));
    assertEquals(10, points(run, "loss/step"));
    assertEquals(3, points(run, "accuracy/validation"));
    assertEquals(1, points(run, "accuracy/test"));
    runs("train", DATA + " --overwrite", run);
    assertFalse(Files.exists(file(run)), "another run's");
  }

  @Test
  void aComparisonHasOneInEachRunAndOneForAll() throws IOException {
    Path out = folder.resolve("compared");
    String flags = DATA + " --optimizers sgd,adam --seeds 1";
    runs("compare", flags + " --tensorboard", out);
    List<Path> runs = List.of(out.resolve("runs/sgd-seed1"), out.resolve("runs/adam-seed1"));
    List<byte[]> files = new ArrayList<>();
    for (Path run : runs) {
      assertEquals(5, points(run, "loss/step"));
      assertEquals(1, points(run, "_hparams_/session_end_info"));
      files.add(Files.readAllBytes(file(run)));
    }
    assertEquals(1, points(out, "_hparams_/experiment"));
    Path log = folder.resolve("log");
    runs("export " + out, " --format tensorboard", log);
    assertArrayEquals(files.get(0), Files.readAllBytes(file(log.resolve("sgd-seed1"))));
    assertArrayEquals(files.get(1), Files.readAllBytes(file(log.resolve("adam-seed1"))));
    assertArrayEquals(Files.readAllBytes(file(out)), Files.readAllBytes(file(log)));
    runs("compare", flags + " --overwrite", out);
    assertFalse(Files.exists(file(out)));
    assertFalse(Files.exists(file(runs.get(0))));
    // Of runs that are over it can be had, too.
    runs("compare", " --resume --tensorboard", out);
    for (int i = 0; i < runs.size(); i++) {
      assertArrayEquals(files.get(i), Files.readAllBytes(file(runs.get(i))));
    }
    assertTrue(Files.exists(file(out)));
  }
}
