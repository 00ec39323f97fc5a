package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.Needs;
import zigzag.Pipes;

/** A pipe or a device in a file's place is named, not waited for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class PipeTest {
  private static final String DATA =
      " --data digits --digits 60 --test-digits 20 --validation 20 --hidden 3 --epochs 1 --quiet";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "evaluate OUT --data digits --digits 60 --quiet, model.safetensors",
    "ensemble OUT --data digits --digits 60 --quiet, model.safetensors",
    "predict OUT none.png, model.safetensors",
    "report OUT, summary.json",
    "report OUT, config.json",
    "report OUT, metrics.csv",
    "report OUT, steps.csv",
    "report OUT, confusion.csv",
    "report OUT, units.png",
    "train --resume --out OUT --epochs 2, checkpoint.safetensors",
    "train --resume --out OUT --epochs 2, steps.csv",
  })
  void ofATraining(String command, String name) throws Exception {
    succeeds("train" + DATA + " --out OUT");
    pipe(name);
    if (name.equals("units.png")) {
      // It would be drawn anew.
      Files.delete(folder.resolve("out/model.safetensors"));
    }
    assertRefused(command, name);
  }

  @Test
  void ofATrainingThatHasNoCheckpointYet() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    pipe("config.json");
    assertRefused("train --resume --out OUT", "config.json");
  }

  @ParameterizedTest
  @CsvSource({
    "compare --resume --out OUT, comparison.json",
    "compare --resume --out OUT, runs/sgd-seed1/config.json",
    "report OUT, runs/sgd-seed1/steps.csv",
    "report OUT OUT --out other, runs/sgd-seed1/summary.json",
  })
  void ofAComparison(String command, String name) throws Exception {
    succeeds("compare --optimizers sgd --seeds 1" + DATA + " --out OUT");
    pipe(name);
    assertRefused(command, name);
  }

  @Test
  void ofADescent() throws Exception {
    succeeds("descend --quiet --out OUT");
    pipe("surface.csv");
    assertRefused("report OUT", "surface.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
  void ofDataAndPictures(String name) throws Exception {
    succeeds("data export --data digits --digits 60 --quiet --into OUT");
    pipe(name);
    assertRefused("data info --data OUT", name);
    succeeds("train" + DATA + " --out " + folder.resolve("run"));
    assertRefused("predict " + folder.resolve("run") + " OUT/" + name, name);
  }

  @Test
  void aDeviceIsNoFile() throws IOException {
    Path device = Path.of("/dev/zero");
    Needs.that(Files.exists(device), "there is no /dev/zero here");
    succeeds("train" + DATA + " --out OUT");
    Path steps = folder.resolve("out/steps.csv");
    Files.delete(steps);
    Files.createSymbolicLink(steps, device);
    assertRefused("report OUT", "steps.csv");
  }

  @Test
  void aLinkToAFileIsOne() throws IOException {
    succeeds("train" + DATA + " --out OUT");
    for (String name : new String[] {"steps.csv", "config.json", "model.safetensors"}) {
      Path file = folder.resolve("out").resolve(name);
      Files.createSymbolicLink(file, Files.move(file, folder.resolve(name)));
    }
    succeeds("report OUT");
    succeeds("evaluate OUT --data digits --digits 60 --quiet --out " + folder.resolve("e"));
  }

  private void pipe(String name) throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("out").resolve(name));
    Pipes.make(folder.resolve("out").resolve(name));
  }

  private InProcess run(String command) {
    String out = folder.resolve("out").toString();
    return InProcess.run(
        Stream.of(command.split(" ")).map(word -> word.replace("OUT", out)).toArray(String[]::new));
  }

  private void succeeds(String command) {
    InProcess ended = run(command);
    assertEquals(0, ended.exitCode(), ended.err());
  }

  private void assertRefused(String command, String name) {
    InProcess ended = run(command);
    assertEquals(2, ended.exitCode(), ended.err());
    String line = ended.err().lines().reduce((one, other) -> other).orElse("");
    assertTrue(
        line.startsWith(
            "zigzag: "
                + folder.resolve("out").resolve(name)
                + ": this is not a file but a pipe or a device; "),
        ended.err());
  }
}
