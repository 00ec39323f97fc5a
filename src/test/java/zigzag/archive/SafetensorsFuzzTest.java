package zigzag.archive;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import zigzag.ReaderBounds;
import zigzag.network.Model;

/** Safetensors files, and models among them, that nobody has vouched for. */
@Tag("slow")
final class SafetensorsFuzzTest {
  /** The parser's buffers. */
  private static final long CONSTANT = 1 << 20;

  /** As a tree in memory, JSON takes some 20 times its size, and twice that while lists grow. */
  private static final long FACTOR = 100;

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "__metadata__",
    "\"dtype\":\"F32\"",
    "\"shape\":[",
    "\"data_offsets\":[",
    "\"W1\"",
    "\"b1\"",
    "\"W2\"",
    "\"b2\"",
    "\"rows\"",
    "\"columns\"",
    "\"activation\"",
    "2147483647",
    "1e9"
  })
  void readsModel(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    long most = CONSTANT + FACTOR * bytes.length;
    ReaderBounds.hold(most, () -> Safetensors.read(file));
    ReaderBounds.hold(most, () -> Model.read(file));
  }
}
