package zigzag.data.idx;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Inflates gzip data and vouches for every byte of it: member after member, each with its checksum
 * and its length, and nothing behind the last one.
 *
 * <p>{@link GZIPInputStream} silently drops whatever follows the first member if it does not look
 * like another one, which is why it is not used here. Malformed data throws {@link ZipException}
 * and nothing else. Source: RFC 1952.
 */
public final class GzipInput extends InflaterInputStream {
  /** Deflate spends at least two bits on 258 bytes, so no byte of gzip holds more than this. */
  public static final int MAX_RATIO = 1032;

  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private final CRC32 crc = new CRC32();

  /** The source, for what is not compressed: headers and trailers. */
  private final DataInputStream frame;

  private boolean started;
  private boolean inMember;

  public GzipInput(InputStream source) {
    super(new PushbackInputStream(source, 1 << 16), new Inflater(true), 1 << 16);
    frame = new DataInputStream(new CheckedInputStream(in, crc));
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      while (length > 0 && (inMember || startMember())) {
        int count = inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        endMember();
      }
      return length == 0 ? 0 : -1;
    } catch (EOFException e) {
      throw new ZipException("the gzip data breaks off");
    }
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (ZipException e) {
      throw new ZipException("the compressed data is damaged");
    }
  }

  /** Releases the memory of the inflater; the source stays open, as whoever opened it closes it. */
  @Override
  public void close() {
    inf.end();
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
        first == (GZIPInputStream.GZIP_MAGIC & 0xff)
            && frame.readUnsignedByte() == GZIPInputStream.GZIP_MAGIC >> 8,
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
    inf.reset();
    started = true;
    inMember = true;
    return true;
  }

  /** Compares the member's checksum and length with its trailer. */
  private void endMember() throws IOException {
    int sum = (int) crc.getValue();
    int ahead = inf.getRemaining();
    ((PushbackInputStream) in).unread(buf, len - ahead, ahead);
    require(littleEndianInt() == sum, "the checksum of the gzip data is wrong");
    require(
        littleEndianInt() == (int) inf.getBytesWritten(), "the length of the gzip data is wrong");
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
