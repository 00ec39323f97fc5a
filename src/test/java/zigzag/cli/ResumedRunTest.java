package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResumedRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"command\":    | : the settings of the run are damaged; train anew with --overwrite",
        "[]               | : the settings of the run are no JSON object; train anew with --overwrite",
        "{}               | ' lacks the run''s settings; train anew with --overwrite'",
        "{\"settings\":{}} | : the stored settings lack hyperparameters; train anew"
      })
  void namesTheFileThatIsDamaged(String content, String message) throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), content);

    InProcess ended = InProcess.run("train", "--resume", "--out", folder.toString());

    assertEquals(2, ended.exitCode());
    assertEquals("zigzag: " + config + message + "\n", ended.err());
  }
}
