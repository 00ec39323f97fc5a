package zigzag.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event as a reader finds it that shares nothing with the writer: framing, checksums and
 * messages from the formats' definitions.
 *
 * @param fields of a message, each with all its values: a {@code Long}, a {@code Double}, a {@code
 *     Float} or bytes
 */
public record RecordedEvent(Map<Integer, List<Object>> fields) {
  /** The whole records of a file; what is torn at its end is not read, as in TensorFlow. */
  public static List<RecordedEvent> read(Path file) throws IOException {
    List<RecordedEvent> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= 12) {
      long length = bytes.getLong(bytes.position());
      requireSum(bytes, 8);
      if (length + 4 > bytes.remaining()) {
        break;
      }
      events.add(parse(requireSum(bytes, (int) length)));
    }
    return events;
  }

  /** So many bytes, if the checksum after them is theirs. */
  private static byte[] requireSum(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    int crc = crc32c(bytes);
    if (((crc >>> 15) | (crc << 17)) + 0xa282ead8 != from.getInt()) {
      throw new AssertionError("a wrong checksum before byte " + from.position());
    }
    return bytes;
  }

  /** Bit by bit, by the reversed polynomial of Castagnoli. */
  static int crc32c(byte[] bytes) {
    int crc = -1;
    for (byte one : bytes) {
      crc ^= one & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    return ~crc;
  }

  private static RecordedEvent parse(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new TreeMap<>();
    while (bytes.hasRemaining()) {
      long key = varint(bytes);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(bytes);
            case 1 -> bytes.getDouble();
            case 2 -> {
              byte[] content = new byte[(int) varint(bytes)];
              bytes.get(content);
              yield content;
            }
            case 5 -> bytes.getFloat();
            default -> throw new AssertionError("wire type of key " + key);
          };
      fields.computeIfAbsent((int) (key >>> 3), number -> new ArrayList<>()).add(value);
    }
    return new RecordedEvent(fields);
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte one = bytes.get();
      value |= (one & 0x7fL) << shift;
      if (one >= 0) {
        return value;
      }
    }
  }

  boolean has(int... path) {
    RecordedEvent last = at(path, path.length - 1);
    return last != null && last.fields.containsKey(path[path.length - 1]);
  }

  /** The first value of a field, of the first message in the field before it, and so on. */
  Object get(int... path) {
    return at(path, path.length - 1).fields.get(path[path.length - 1]).get(0);
  }

  String text(int... path) {
    return new String((byte[]) get(path), StandardCharsets.UTF_8);
  }

  /** All messages of the path's last field. */
  List<RecordedEvent> all(int... path) {
    RecordedEvent last = at(path, path.length - 1);
    return last.fields.getOrDefault(path[path.length - 1], List.of()).stream()
        .map(bytes -> parse((byte[]) bytes))
        .toList();
  }

  private RecordedEvent at(int[] path, int depth) {
    RecordedEvent message = this;
    for (int i = 0; i < depth; i++) {
      if (!message.fields.containsKey(path[i])) {
        return null;
      }
      message = parse((byte[]) message.fields.get(path[i]).get(0));
    }
    return message;
  }

  public long step() {
    return has(2) ? (Long) get(2) : 0;
  }

  /** Of its value; empty if it has none. */
  public String tag() {
    return has(5, 1, 1) ? text(5, 1, 1) : "";
  }
}
