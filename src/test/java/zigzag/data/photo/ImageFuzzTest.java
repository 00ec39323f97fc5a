package zigzag.data.photo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import zigzag.ReaderBounds;

/** Pictures for {@code predict} that nobody has vouched for. */
@Tag("slow")
final class ImageFuzzTest {
  /**
   * The decoders' tables and buffers; and where a JPEG ends within a segment, a warning of 270
   * bytes for every two of the 65,535 bytes that it may lack.
   */
  private static final long CONSTANT = 16 << 20;

  /** The decoded picture, its grey levels, and those turned upright. */
  private static final long BYTES_PER_PIXEL = 6;

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "10m")
  void readsImage(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    long most = CONSTANT + bytes.length * (16 + pixelsPerByte(bytes) * BYTES_PER_PIXEL);
    ReaderBounds.hold(most, () -> ImageFile.read(file));
    ReaderBounds.hold(CONSTANT, () -> ExifOrientation.of(bytes));
  }

  /**
   * How many pixels a byte stands for at best: Deflate of single bits, blocks, LZW, single bits.
   */
  private static long pixelsPerByte(byte[] bytes) {
    return ImageFormat.of(bytes)
        .map(
            format ->
                switch (format) {
                  case PNG -> 8256;
                  case JPEG -> 512;
                  case GIF -> 2731;
                  case BMP -> 8;
                })
        .orElse(0);
  }
}
