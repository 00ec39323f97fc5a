package zigzag.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes events in TensorFlow's record format: the length (u64), the masked CRC-32C of its eight
 * bytes (u32), the event's bytes, the masked CRC-32C of those (u32), all little-endian.
 *
 * <p>A mask is {@code rotate_right(crc, 15) + 0xa282ead8}: a checksum of bytes that hold checksums
 * would be weak. An event is the message {@code Event} of {@code event.proto}.
 *
 * <p>An event's time is its step, as if each took a second: times that were measured would make
 * every file another.
 *
 * <p>Source: TensorFlow, {@code tensorflow/core/lib/io/record_writer.h} and {@code
 * tensorboard/compat/proto/{event,summary}.proto}.
 */
final class EventWriter {
  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /** Puts the fields of a message. */
  @FunctionalInterface
  interface Fields {
    void writeTo(CodedOutputStream message) throws IOException;
  }

  /** A message as the field of another holds it. */
  static ByteString message(Fields fields) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(64);
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes, 64);
    fields.writeTo(coded);
    coded.flush();
    return bytes.toByteString();
  }

  /** The first event of every file. */
  void version() throws IOException {
    write(
        message(
            event -> {
              event.writeDouble(1, 0);
              event.writeString(3, "brain.Event:2");
            }));
  }

  /** A point of a curve. */
  void scalar(long step, String tag, double value) throws IOException {
    value(
        step,
        message(
            summary -> {
              summary.writeString(1, tag);
              summary.writeFloat(2, (float) value);
            }));
  }

  /** What a plug-in of TensorBoard is to know. */
  void metadata(long step, String tag, String plugin, ByteString content) throws IOException {
    ByteString data =
        message(
            fields -> {
              fields.writeString(1, plugin);
              fields.writeBytes(2, content);
            });
    ByteString metadata = message(fields -> fields.writeBytes(1, data));
    value(
        step,
        message(
            summary -> {
              summary.writeString(1, tag);
              summary.writeBytes(9, metadata);
            }));
  }

  private void value(long step, ByteString value) throws IOException {
    ByteString summary = message(fields -> fields.writeBytes(1, value));
    write(
        message(
            event -> {
              event.writeDouble(1, (double) step);
              event.writeInt64(2, step);
              event.writeBytes(5, summary);
            }));
  }

  /** Writes a record, whole. */
  private void write(ByteString event) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(event.size() + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(event.size());
    record.putInt(maskedCrc(record.array(), 0, 8));
    event.copyTo(record);
    record.putInt(maskedCrc(record.array(), 12, event.size()));
    out.write(record.array());
  }

  private static int maskedCrc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
