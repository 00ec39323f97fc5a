package zigzag.data.idx;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
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

  private final InputStream source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean started;
  private boolean inMember;

  public GzipInput(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (inMember || startMember()) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          endMember();
        } else if (refill()) {
          inflater.setInput(buffer, 0, limit);
        } else {
          throw brokenOff();
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw malformed("the compressed data is damaged");
    }
  }

  /** Releases the memory of the inflater; the source stays open, as whoever opened it closes it. */
  @Override
  public void close() {
    inflater.end();
  }

  /** Reads the header of the next member; false at the end of the source. */
  private boolean startMember() throws IOException {
    if (started && position == limit && !refill()) {
      return false;
    }
    crc.reset();
    if (headerByte() != MAGIC_1 || headerByte() != MAGIC_2) {
      throw malformed(started ? "bytes follow the end of the gzip data" : "this is not gzip data");
    }
    if (headerByte() != DEFLATE) {
      throw malformed("the compression method is unknown");
    }
    int flags = headerByte();
    if ((flags & RESERVED) != 0) {
      throw malformed("the gzip header has unknown flags");
    }
    skip(6); // time, level and operating system
    if ((flags & EXTRA) != 0) {
      skip(headerByte() | headerByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long expected = crc.getValue() & 0xffff;
      if ((headerByte() | headerByte() << 8) != expected) {
        throw malformed("the checksum of the gzip header is wrong");
      }
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    started = true;
    inMember = true;
    return true;
  }

  /** Compares the member's checksum and length with its trailer. */
  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    if (littleEndianInt() != crc.getValue()) {
      throw malformed("the checksum of the gzip data is wrong");
    }
    if (littleEndianInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw malformed("the length of the gzip data is wrong");
    }
    inMember = false;
  }

  private long littleEndianInt() throws IOException {
    return nextByte() | nextByte() << 8 | nextByte() << 16 | (long) nextByte() << 24;
  }

  private int headerByte() throws IOException {
    int value = nextByte();
    crc.update(value);
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipText() throws IOException {
    int value;
    do {
      value = headerByte();
    } while (value != 0);
  }

  private int nextByte() throws IOException {
    if (position == limit && !refill()) {
      throw brokenOff();
    }
    return buffer[position++] & 0xff;
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, source.read(buffer));
    return limit > 0;
  }

  private static ZipException brokenOff() {
    return malformed("the gzip data breaks off");
  }

  private static ZipException malformed(String what) {
    return new ZipException(what);
  }
}
