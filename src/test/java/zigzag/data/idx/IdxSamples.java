package zigzag.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import zigzag.Sha256;

/** Small IDX files for tests. */
public final class IdxSamples {
  private IdxSamples() {}

  /** The bytes of an IDX file whose header has these dimensions, whatever the content's length. */
  public static byte[] idx(byte[] content, int... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + content.length);
    bytes.putInt(0x0800 | dimensions.length);
    Arrays.stream(dimensions).forEach(bytes::putInt);
    return bytes.put(content).array();
  }

  public static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static String sha256(byte[] bytes) {
    Sha256 sum = new Sha256();
    sum.update(bytes, 0, bytes.length);
    return sum.hex();
  }

  /** Writes a data set of random images, labels 0 to {@code classes - 1} in turn. */
  public static void writeFolder(
      Path folder, int train, int test, int rows, int columns, int classes) throws IOException {
    writePair(folder, "train", train, rows, columns, classes);
    writePair(folder, "t10k", test, rows, columns, classes);
  }

  private static void writePair(
      Path folder, String prefix, int count, int rows, int columns, int classes)
      throws IOException {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % classes);
    }
    IdxFile.write(
        folder.resolve(prefix + "-images-idx3-ubyte"),
        random(count * rows * columns, count),
        count,
        rows,
        columns);
    IdxFile.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels, count);
  }
}
