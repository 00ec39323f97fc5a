package zigzag.data.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Which way up a JPEG is meant to be shown: cameras store pixels as the sensor lies and say in the
 * file how the camera was held.
 *
 * <p>Source: CIPA DC-008, Exif 2.32, section 4.6.4, tag 0112 (hexadecimal), Orientation.
 */
final class ExifOrientation {
  /** As stored. */
  static final int UPRIGHT = 1;

  private static final int APP1 = 0xffe1;
  private static final int START_OF_SCAN = 0xffda;
  private static final String EXIF = "Exif\0\0";
  private static final int TAG = 0x0112;

  private ExifOrientation() {}

  /** The orientation that a JPEG states, 1 to 8; upright if it states none that makes sense. */
  static int of(byte[] jpeg) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(jpeg);
      for (int at = 2; ; ) {
        int marker = bytes.getShort(at) & 0xffff;
        int length = bytes.getShort(at + 2) & 0xffff;
        if (marker <= 0xff00 || marker == START_OF_SCAN || length < 2) {
          return UPRIGHT;
        }
        if (marker == APP1
            && length >= 16
            && new String(jpeg, at + 4, 6, StandardCharsets.ISO_8859_1).equals(EXIF)) {
          return inTiff(bytes.slice(at + 10, length - 8));
        }
        at += 2 + length;
      }
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT; // it ends too soon
    }
  }

  /** Looks through the first directory of the TIFF structure that Exif is. */
  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = directory < 8 ? 0 : tiff.getShort(directory) & 0xffff;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + 12 * entry;
      if ((tiff.getShort(at) & 0xffff) == TAG) {
        int orientation = tiff.getShort(at + 8);
        return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Turns and mirrors an image that is stored in an orientation until it is upright. */
  static GrayImage upright(GrayImage stored, int orientation) {
    // From 5 on, rows of the stored image are columns of the upright one.
    boolean swapped = orientation >= 5;
    boolean fromBottom = (orientation - 1 & 2) != 0; // 3, 4, 7, 8
    boolean fromRight = (orientation & 2) != 0; // 2, 3, 6, 7
    int rows = swapped ? stored.columns() : stored.rows();
    int columns = swapped ? stored.rows() : stored.columns();
    byte[] pixels = new byte[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      int y = fromBottom ? rows - 1 - i / columns : i / columns;
      int x = fromRight ? columns - 1 - i % columns : i % columns;
      pixels[i] = stored.pixels()[swapped ? x * stored.columns() + y : y * stored.columns() + x];
    }
    return new GrayImage(rows, columns, pixels);
  }
}
