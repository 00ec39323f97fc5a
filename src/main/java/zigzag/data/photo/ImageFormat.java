package zigzag.data.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import zigzag.data.idx.GzipInput;

/**
 * The picture formats that are read, known by their first bytes, whatever the file is called.
 *
 * <p>The platform's decoders trust the lengths that a file states and take memory for them before
 * they read on; so what a format lets a few bytes promise is checked here first.
 */
enum ImageFormat {
  PNG("\u0089PNG\r\n\u001a\n"),
  JPEG("\u00ff\u00d8\u00ff"),
  GIF("GIF8"),
  BMP("BM");

  private static final int IEND = 0x49454e44;

  /** BMP's numbers for pixels that are not compressed. */
  private static final int PLAIN = 0;

  private static final int BIT_FIELDS = 3;

  /** A character for each of the first bytes. */
  private final String magic;

  ImageFormat(String magic) {
    this.magic = magic;
  }

  /** The format of a file; empty if it is none of these. */
  static Optional<ImageFormat> of(byte[] file) {
    String opening = new String(file, 0, Math.min(file.length, 8), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> opening.startsWith(format.magic)).findFirst();
  }

  /**
   * Checks the frame of a file of this format.
   *
   * @throws IIOException if it is damaged, or of a rare kind
   */
  void check(byte[] file) throws IIOException {
    switch (this) {
      case PNG -> checkPng(file);
      case BMP -> checkBmp(file);
      case JPEG, GIF -> {} // their lengths have 16 and 8 bits
    }
  }

  /** Every chunk must lie within the file, the critical ones with the checksum they state. */
  private static void checkPng(byte[] file) throws IIOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = 8;
    while (at + 12 <= file.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        throw new IIOException("it ends within a chunk");
      }
      int type = bytes.getInt(at + 4);
      CRC32 sum = new CRC32();
      sum.update(file, at + 4, 4 + length);
      // A capital first letter says that a PNG can't be shown without the chunk.
      boolean critical = (type >>> 24 & 0x20) == 0;
      if (critical && bytes.getInt(at + 8 + length) != (int) sum.getValue()) {
        throw new IIOException("the checksum of a chunk is wrong");
      }
      if (type == IEND) {
        return;
      }
      at += 12 + length;
    }
    throw new IIOException("its end is missing");
  }

  /** Compressed pixels may be a whole JPEG or PNG of any size; hardly any file has them. */
  private static void checkBmp(byte[] file) throws IIOException {
    if (file.length < 54) {
      throw new IIOException("it ends within its header");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int compression = bytes.getInt(30);
    if (bytes.getInt(14) < 40 || (compression != PLAIN && compression != BIT_FIELDS)) {
      throw new IIOException("it is a BMP of a rare kind; save it as PNG");
    }
    int colours = bytes.getInt(46);
    if (colours < 0 || colours > 256) {
      throw new IIOException("its palette has too many colours");
    }
  }

  /** The pixels that a file whose header is whole can hold, however well they are packed. */
  long maxPixels(byte[] file) {
    long bits = 8L * file.length;
    return switch (this) {
      case PNG -> {
        int samples =
            switch (file[25]) {
              case 2 -> 3; // red, green, blue
              case 4 -> 2; // grey, alpha
              case 6 -> 4;
              default -> 1;
            };
        yield GzipInput.MAX_RATIO * bits / ((long) samples * Math.max(1, file[24]));
      }
      case JPEG -> 64 * bits; // a block of 8 x 8 pixels takes at least one, for its mean
      case GIF -> 4096 * bits / 12; // a code of 12 stands for no more than there are such codes
      case BMP -> bits / Math.max(1, file[28]);
    };
  }
}
