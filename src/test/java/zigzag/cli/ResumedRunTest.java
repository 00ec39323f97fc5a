package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.idx.IdxSamples;

final class ResumedRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"command\":    | ' is not JSON: Unexpected end-of-input within/between Object entries;"
            + " train anew into another folder'",
        "[]               | ' is not a JSON object; train anew into another folder'",
        "{}               | : settings is missing; it should be an object",
        "{\"settings\":{}} | : the stored settings lack hyperparameters; train anew"
      })
  void namesTheFileThatIsDamaged(String content, String message) throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), content);

    InProcess ended = InProcess.run("train", "--resume", "--out", folder.toString());

    assertEquals(2, ended.exitCode());
    assertEquals("zigzag: " + config + message + "\n", ended.err());
  }

  /** As runs were stored while nothing decayed unless it was told to. */
  @Test
  void anAdamWThatBeganWithoutDecayGoesOnWithoutIt() throws IOException {
    String out = folder.resolve("run").toString();
    String flags = "train --data digits --digits 60 --test-digits 20 --validation 5 --epochs 1";
    String rule = " --hidden 4 --optimizer adamw --weight-decay 0 --out " + out;
    assertEquals(0, InProcess.run((flags + rule).split(" ", -1)).exitCode());

    InProcess ended = InProcess.run("train", "--resume", "--epochs", "2", "--out", out);

    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode config = new ObjectMapper().readTree(folder.resolve("run/config.json").toFile());
    assertEquals(0, config.at("/settings/weight-decay").doubleValue());
    assertEquals(2, config.at("/settings/epochs").intValue());
  }

  /** What is stored is the absolute path; the words of a comparison are kept as they were. */
  @ParameterizedTest
  @ValueSource(strings = {"train", "compare --optimizers sgd --seeds 2"})
  void goesOnWithAFolderThatWasNamedFromHere(String command) throws IOException {
    Path files = Files.createDirectory(folder.resolve("data"));
    IdxSamples.writeFolder(files, 40, 10, 5, 5, 3);
    String data = " --data " + Path.of("").toAbsolutePath().relativize(files);
    String out = " --out " + folder.resolve("run");
    String begin = command + data + " --validation 5 --epochs 1 --hidden 4" + out;
    assertEquals(0, InProcess.run(begin.split(" ", -1)).exitCode());

    String verb = command.split(" ", -1)[0];
    for (String given : List.of("", data, " --data auto")) {
      InProcess ended = InProcess.run((verb + " --resume" + given + out).split(" ", -1));
      boolean isOther = verb.equals("compare") && given.endsWith("auto");
      assertEquals(isOther ? 2 : 0, ended.exitCode(), ended.err());
    }
  }
}
