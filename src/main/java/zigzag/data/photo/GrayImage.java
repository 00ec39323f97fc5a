package zigzag.data.photo;

import java.awt.image.BufferedImage;
import zigzag.archive.Png;

/**
 * A grayscale picture: {@code rows × columns} bytes, row after row, 0 black and 255 white.
 *
 * <p>The array is taken as it is, without copying it.
 */
@SuppressWarnings("ArrayRecordComponent") // pixels that nobody compares or prints
public record GrayImage(int rows, int columns, byte[] pixels) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a side is below 1 or the pixels don't match the sides
   */
  public GrayImage {
    if (rows < 1 || columns < 1 || (long) rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for an image of " + rows + " x " + columns);
    }
  }

  /** The picture as a PNG, every pixel as it is. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, columns, rows, pixels);
    return Png.of(image);
  }
}
