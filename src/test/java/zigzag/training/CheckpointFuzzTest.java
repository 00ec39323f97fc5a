package zigzag.training;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import zigzag.ReaderBounds;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;

/** Checkpoints, and the settings within them, that nobody has vouched for. */
@Tag("slow")
final class CheckpointFuzzTest {
  /** The parser's buffers. */
  private static final long CONSTANT = 1 << 20;

  /** As in the safetensors reader; the progress is a second tree of JSON within the first. */
  private static final long FACTOR = 200;

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "\\\"step\\\":",
    "\\\"history\\\":[",
    "\\\"epoch\\\":",
    "\\\"sums\\\":{",
    "null",
    "NaN",
    "\"slot_0\"",
    "\"parameters\"",
    "\"best_parameters\"",
    "zigzag-checkpoint-1",
    "2147483648"
  })
  void readsCheckpoint(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    ReaderBounds.hold(CONSTANT + FACTOR * bytes.length, () -> Checkpoint.read(file));
  }

  @FuzzTest(maxDuration = "10m")
  void readsSettings(byte[] bytes) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return;
    }
    ReaderBounds.hold(
        CONSTANT + FACTOR * bytes.length, () -> SettingsJson.read(node, new Registries()));
  }
}
