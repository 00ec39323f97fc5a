package zigzag.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

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

  private ContentChecksum() {}

  /** The checksum, as eight hexadecimal digits. */
  public static String of(Safetensors content) {
    CRC32C crc = new CRC32C();
    OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), crc);
    try {
      for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
        if (!entry.getKey().equals(NAME)) {
          write(entry.getKey(), out);
          write(entry.getValue(), out);
        }
      }
      for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
        write(entry.getKey(), out);
        writeLength(entry.getValue().values().length, out);
        Safetensors.writeFloats(entry.getValue().values(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // what goes nowhere has no faults
    }
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static void write(String text, OutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeLength(bytes.length, out);
    out.write(bytes);
  }

  private static void writeLength(int length, OutputStream out) throws IOException {
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
  }
}
