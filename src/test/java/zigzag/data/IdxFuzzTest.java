package zigzag.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import zigzag.ReaderBounds;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

/**
 * IDX files, plain and gzip, that nobody has vouched for.
 *
 * <p>See {@code zigzag.package-info} of the tests for how to fuzz for longer than a build does.
 */
@Tag("slow")
final class IdxFuzzTest {
  /** The buffers of the file and of gzip, the first guess at what gzip holds, and small change. */
  private static final long CONSTANT = 1 << 20;

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "10m")
  void readsIdx(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    // Twice what there is while an array grows, as often as it doubles: four times in all.
    long most = CONSTANT + 16L * bytes.length + 4 * inflated(bytes);
    ReaderBounds.hold(most, () -> IdxFile.read(file, 0));
    ReaderBounds.hold(most, () -> IdxFile.read(file, 1));
    ReaderBounds.hold(most, () -> IdxFile.read(file, 3, 1 << 20).open().close());
    // Read in place, the images take no memory however many there are.
    ReaderBounds.hold(
        CONSTANT + (isGzip(bytes) ? most : 0),
        () -> {
          try (Pixels pixels = IdxFile.read(file, 3, 1).open()) {
            byte[] first = new byte[(int) Math.min(1 << 10, pixels.length())];
            pixels.copy(pixels.length() - first.length, first.length, first, 0);
          }
        });
  }

  @FuzzTest(maxDuration = "10m")
  void loadsFolder(byte[] bytes) throws IOException {
    writeFolder(bytes);
    // Four threads read, so memory is left to the other target.
    ReaderBounds.hold(
        Long.MAX_VALUE,
        () -> {
          try (IdxFolder read = IdxFolder.load(folder.resolve("folder"), 64)) {
            byte[] pixels = new byte[read.train().inputs()];
            read.train().copyPixels(read.train().size() - 1, pixels, 0);
          }
        });
  }

  /**
   * Cuts the bytes into four files, each behind its length in two bytes; the last takes the rest.
   */
  private static void writeFolder(byte[] bytes) throws IOException {
    Path data = Files.createDirectories(folder.resolve("folder"));
    ByteBuffer left = ByteBuffer.wrap(bytes);
    for (String name :
        new String[] {
          IdxFolder.TRAIN_LABELS,
          IdxFolder.TEST_LABELS,
          IdxFolder.TRAIN_IMAGES,
          IdxFolder.TEST_IMAGES
        }) {
      int length = left.remaining() < 2 ? 0 : left.getShort() & 0xffff;
      byte[] part =
          new byte
              [name.equals(IdxFolder.TEST_IMAGES)
                  ? left.remaining()
                  : Math.min(length, left.remaining())];
      left.get(part);
      Files.write(data.resolve(name), part);
    }
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  /**
   * What the JDK's own reader inflates before it finds a fault; the bytes themselves if no gzip.
   */
  private static long inflated(byte[] bytes) {
    if (!isGzip(bytes)) {
      return bytes.length;
    }
    long count = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] chunk = new byte[1 << 12];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        count += read;
      }
    } catch (IOException e) {
      return count;
    }
    return count;
  }
}
