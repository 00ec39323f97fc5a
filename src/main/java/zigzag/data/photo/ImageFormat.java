package zigzag.data.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import zigzag.data.idx.GzipInput;

/**
 * The picture formats that are read, known by their first bytes, whatever the file is called.
 *
 * <p>The platform's decoders trust the lengths that a file states and take memory for them before
 * they read on; so what a format lets a few bytes promise is checked here first.
 */
enum ImageFormat {
  PNG("\u0089PNG\r\n\u001a\n") {
    /** Every chunk must lie within the file, the critical ones with the checksum they state. */
    @Override
    Optional<String> damage(byte[] file) {
      ByteBuffer bytes = ByteBuffer.wrap(file);
      int at = 8;
      while (at + 12 <= file.length) {
        int length = bytes.getInt(at);
        if (length < 0 || length > file.length - at - 12) {
          return Optional.of("it ends within a chunk");
        }
        int type = bytes.getInt(at + 4);
        if (isCritical(type) && bytes.getInt(at + 8 + length) != checksum(file, at + 4, length)) {
          return Optional.of("the checksum of a chunk is wrong");
        }
        if (type == IEND) {
          return Optional.empty();
        }
        at += 12 + length;
      }
      return Optional.of("its end is missing");
    }

    @Override
    long maxPixels(byte[] file) {
      if (file.length < 26) {
        return 0;
      }
      int samples =
          switch (file[25]) {
            case 2 -> 3; // red, green, blue
            case 4 -> 2; // grey, alpha
            case 6 -> 4;
            default -> 1;
          };
      return 8L * GzipInput.MAX_RATIO * file.length / ((long) samples * Math.max(1, file[24]));
    }
  },

  JPEG("\u00ff\u00d8\u00ff") {
    @Override
    Optional<String> damage(byte[] file) {
      return Optional.empty(); // its lengths have 16 bits
    }

    /** A block of 8 x 8 pixels takes at least one bit, for its mean. */
    @Override
    long maxPixels(byte[] file) {
      return 8L * 64 * file.length;
    }
  },

  GIF("GIF8") {
    @Override
    Optional<String> damage(byte[] file) {
      return Optional.empty(); // its lengths have 8 bits
    }

    /** A code of 12 bits stands for no more pixels than there are such codes. */
    @Override
    long maxPixels(byte[] file) {
      return 8L * 4096 * file.length / 12;
    }
  },

  BMP("BM") {
    /** Compressed pixels may be a whole JPEG or PNG of any size; hardly any file has them. */
    @Override
    Optional<String> damage(byte[] file) {
      if (file.length < 54) {
        return Optional.of("it ends within its header");
      }
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int compression = bytes.getInt(30);
      int colours = bytes.getInt(46);
      if (bytes.getInt(14) < 40 || (compression != PLAIN && compression != BIT_FIELDS)) {
        return Optional.of("it is a BMP of a rare kind; save it as PNG");
      }
      return colours < 0 || colours > 256
          ? Optional.of("its palette has too many colours")
          : Optional.empty();
    }

    @Override
    long maxPixels(byte[] file) {
      return 8L * file.length / Math.max(1, file[28]);
    }
  };

  private static final int IEND = 0x49454e44;

  /** BMP's numbers for pixels that are not compressed. */
  private static final int PLAIN = 0;

  private static final int BIT_FIELDS = 3;

  /** A character for each of the first bytes. */
  private final String magic;

  ImageFormat(String magic) {
    this.magic = magic;
  }

  /** What is wrong with the frame of a file of this format, if anything. */
  abstract Optional<String> damage(byte[] file);

  /** The pixels that a file can hold, however well they are packed. */
  abstract long maxPixels(byte[] file);

  /** The format of a file; empty if it is none of these. */
  static Optional<ImageFormat> of(byte[] file) {
    return Arrays.stream(values()).filter(format -> format.isOpening(file)).findFirst();
  }

  private boolean isOpening(byte[] file) {
    int length = Math.min(file.length, magic.length());
    return new String(file, 0, length, StandardCharsets.ISO_8859_1).equals(magic);
  }

  /** A capital first letter says that a PNG can't be shown without the chunk. */
  private static boolean isCritical(int type) {
    return (type >>> 24 & 0x20) == 0;
  }

  private static int checksum(byte[] file, int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(file, at, 4 + length);
    return (int) sum.getValue();
  }
}
