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
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    int at = 2;
    while (at + 4 <= jpeg.length) {
      int marker = bytes.getShort(at) & 0xffff;
      int length = bytes.getShort(at + 2) & 0xffff;
      if (marker <= 0xff00
          || marker == START_OF_SCAN
          || length < 2
          || at + 2 + length > jpeg.length) {
        return UPRIGHT;
      }
      if (marker == APP1 && length >= 16) {
        String kind = new String(jpeg, at + 4, EXIF.length(), StandardCharsets.ISO_8859_1);
        if (kind.equals(EXIF)) {
          return inTiff(ByteBuffer.wrap(jpeg, at + 10, length - 8).slice());
        }
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  /** Looks through the first directory of the TIFF structure that Exif is. */
  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + 12 * entry;
      if (at + 12 > tiff.limit()) {
        return UPRIGHT;
      }
      if ((tiff.getShort(at) & 0xffff) == TAG) {
        int orientation = tiff.getShort(at + 8);
        return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Turns and mirrors an image that is stored in an orientation until it is upright. */
  static GrayImage upright(GrayImage stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    // From 5 on, rows of the stored image are columns of the upright one.
    boolean swapped = orientation >= 5;
    int rows = swapped ? stored.columns() : stored.rows();
    int columns = swapped ? stored.rows() : stored.columns();
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    byte[] pixels = new byte[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int y = fromBottom ? rows - 1 - row : row;
        int x = fromRight ? columns - 1 - column : column;
        int from = swapped ? x * stored.columns() + y : y * stored.columns() + x;
        pixels[row * columns + column] = stored.pixels()[from];
      }
    }
    return new GrayImage(rows, columns, pixels);
  }
}
