package zigzag.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The checksum of named arrays and strings: CRC-32C over their names and contents in order, each
 * text after its length in bytes, each array after its length.
 *
 * <p>A file of 32-bit floats that is read back with the same checksum is the one that was written;
 * of random damage one in 2^32 goes unnoticed. Source: RFC 3720, appendix B.4.
 */
public final class ContentChecksum {
  /** Under what name the strings hold it; it is left out of itself. */
  public static final String NAME = "crc32c";

  private static final int CHUNK = 1 << 14;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  private ContentChecksum() {}

  /** The checksum, as eight hexadecimal digits. */
  public static String of(Safetensors content) {
    ContentChecksum checksum = new ContentChecksum();
    for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
      if (!entry.getKey().equals(NAME)) {
        checksum.add(entry.getKey());
        checksum.add(entry.getValue());
      }
    }
    content
        .tensors()
        .forEach(
            (name, tensor) -> {
              checksum.add(name);
              checksum.add(tensor.values());
            });
    return String.format(Locale.ROOT, "%08x", checksum.crc.getValue());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    addLength(bytes.length);
    crc.update(bytes);
  }

  private void add(float[] values) {
    addLength(values.length);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(values.length - from, CHUNK);
      buffer.clear().asFloatBuffer().put(values, from, count);
      crc.update(buffer.limit(Float.BYTES * count));
    }
  }

  private void addLength(int length) {
    crc.update(buffer.clear().putInt(length).flip());
  }
}
