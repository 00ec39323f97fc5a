package zigzag.report.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * A picture of signed values from blue through white to red, as a PNG with a table of colours: a
 * third of the size of one in true colour, which counts where a page holds a hundred of them.
 */
final class DivergingPng {
  /** Steps from zero to either end; neighbours cannot be told apart by eye. */
  private static final int STEPS = 64;

  private static final int COLORS = 2 * STEPS + 1;
  private static final int NOT_FINITE = COLORS;
  private static final int GAP = COLORS + 1;

  private final BufferedImage image;
  private final WritableRaster raster;

  /** A picture of a usable size, all gap. */
  DivergingPng(long width, long height) {
    if (width < 1
        || height < 1
        || width > Integer.MAX_VALUE / height
        || width * height > ImageSheet.MOST_PIXELS) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
    }
    image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_BYTE_INDEXED, colors());
    raster = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setSample(x, y, 0, GAP);
      }
    }
  }

  private static IndexColorModel colors() {
    int[] colors = new int[COLORS + 2];
    for (int i = 0; i < COLORS; i++) {
      colors[i] = ImageSheet.color((i - STEPS) / (float) STEPS);
    }
    colors[NOT_FINITE] = ImageSheet.NOT_FINITE;
    colors[GAP] = ImageSheet.WEIGHT_GAP;
    return new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  /** Draws a value, -1 to 1 and clipped beyond, as a square. */
  void square(int left, int top, int side, double value) {
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        raster.setSample(x, y, 0, index(value));
      }
    }
  }

  private static int index(double value) {
    if (!Double.isFinite(value)) {
      return NOT_FINITE;
    }
    return STEPS + (int) Math.round(STEPS * Math.max(-1, Math.min(1, value)));
  }

  byte[] bytes() {
    return ImageSheet.png(image);
  }
}
