package zigzag.data.idx;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip data and vouches for every byte of it: member after member, each with its checksum
 * and its length, and nothing behind the last one.
 *
 * <p>{@link java.util.zip.GZIPInputStream} silently drops whatever follows the first member if it
 * does not look like another one, which is why it is not used here. Malformed data throws {@link
 * ZipException} and nothing else. Source: RFC 1952.
 */
public final class GzipInput extends InputStream {
  /** Deflate spends at least two bits on 258 bytes, so no byte of gzip holds more than this. */
  public static final int MAX_RATIO = 1032;

  static final int MAGIC_1 = 0x1f;
  static final int MAGIC_2 = 0x8b;

  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private final byte[] buffer = new byte[1 << 16];
  private final PushbackInputStream source;
  private final CRC32 crc = new CRC32();

  /** The source, for what is not compressed: headers and trailers. */
  private final DataInputStream frame;

  private final Inflater inflater = new Inflater(true);
  private int held;
  private boolean started;
  private boolean inMember;

  public GzipInput(InputStream source) {
    this.source = new PushbackInputStream(source, buffer.length);
    frame = new DataInputStream(new CheckedInputStream(this.source, crc));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      while (length > 0 && (inMember || startMember())) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          endMember();
        } else {
          held = source.read(buffer);
          if (held < 0) {
            throw new EOFException();
          }
          inflater.setInput(buffer, 0, held);
        }
      }
      return length == 0 ? 0 : -1;
    } catch (DataFormatException e) {
      throw new ZipException("the compressed data is damaged");
    } catch (EOFException e) {
      throw new ZipException("the gzip data breaks off");
    }
  }

  /** Releases the memory of the inflater; the source stays open, as whoever opened it closes it. */
  @Override
  public void close() {
    inflater.end();
  }

  /** Reads the header of the next member; false at the end of the source. */
  private boolean startMember() throws IOException {
    crc.reset();
    int first = frame.read();
    if (first < 0 && started) {
      return false;
    }
    if (first < 0) {
      throw new EOFException();
    }
    require(
        first == MAGIC_1 && frame.readUnsignedByte() == MAGIC_2,
        started ? "bytes follow the end of the gzip data" : "this is not gzip data");
    require(frame.readUnsignedByte() == DEFLATE, "the compression method is unknown");
    int flags = frame.readUnsignedByte();
    require((flags & RESERVED) == 0, "the gzip header has unknown flags");
    frame.skipNBytes(6); // time, level and operating system
    if ((flags & EXTRA) != 0) {
      frame.skipNBytes(littleEndianShort());
    }
    for (int texts = Integer.bitCount(flags & (NAME | COMMENT)); texts > 0; ) {
      if (frame.readByte() == 0) {
        texts--;
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      long sum = crc.getValue() & 0xffff;
      require(littleEndianShort() == sum, "the checksum of the gzip header is wrong");
    }
    crc.reset();
    inflater.reset();
    started = true;
    inMember = true;
    return true;
  }

  /** Compares the member's checksum and length with its trailer. */
  private void endMember() throws IOException {
    int length = inflater.getRemaining();
    source.unread(buffer, held - length, length);
    int sum = (int) crc.getValue();
    require(littleEndianInt() == sum, "the checksum of the gzip data is wrong");
    require(
        littleEndianInt() == (int) inflater.getBytesWritten(),
        "the length of the gzip data is wrong");
    inMember = false;
  }

  private int littleEndianShort() throws IOException {
    return Short.toUnsignedInt(Short.reverseBytes(frame.readShort()));
  }

  private int littleEndianInt() throws IOException {
    return Integer.reverseBytes(frame.readInt());
  }

  private static void require(boolean right, String fault) throws ZipException {
    if (!right) {
      throw new ZipException(fault);
    }
  }
}
