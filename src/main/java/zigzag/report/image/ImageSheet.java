package zigzag.report.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import zigzag.archive.Png;
import zigzag.report.chart.Palette;

/**
 * Images of one size, side by side on one sheet with thin gaps, as a PNG.
 *
 * @param rows the height of an image
 * @param columns the width of an image
 * @param across the images in a line of the sheet
 * @param zoom the width and height of a drawn pixel
 */
public record ImageSheet(int rows, int columns, int across, int zoom) {
  public static final int GAP = Png.SHEET_GAP;
  private static final int GRAY_GAP = 0x5a5f6a;
  static final int WEIGHT_GAP = 0xb4b8c0;
  static final int NOT_FINITE = 0x000000;

  /** 160 MB of memory; ten thousand hidden units of MNIST at zoom 2. */
  public static final long MOST_PIXELS = Png.MOST_PIXELS;

  private static final int[] NEGATIVE = channels(Palette.NEGATIVE);
  private static final int[] POSITIVE = channels(Palette.POSITIVE);

  public ImageSheet {
    if (rows < 1 || columns < 1 || across < 1 || zoom < 1) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " pixels, " + across + " across, zoom " + zoom);
    }
  }

  /**
   * Grayscale images, as MNIST draws them: 0 black, 255 white.
   *
   * @param tiles each {@code rows × columns} bytes, row after row
   * @throws IllegalArgumentException if there is none, one has another size, or the sheet is larger
   *     than 40 million pixels
   */
  public byte[] gray(List<byte[]> tiles) {
    BufferedImage sheet = blank(tiles.size(), GRAY_GAP);
    for (int i = 0; i < tiles.size(); i++) {
      byte[] tile = tiles.get(i);
      check(i, tile.length);
      paint(sheet, i, pixel -> (tile[pixel] & 0xff) * 0x010101);
    }
    return png(sheet);
  }

  /** One grayscale image without a border, each pixel drawn {@code zoom × zoom}. */
  static byte[] single(int rows, int columns, int zoom, byte[] pixels) {
    ImageSheet sheet = new ImageSheet(rows, columns, 1, zoom);
    sheet.check(0, pixels.length);
    BufferedImage image = sheet.blank(1, GRAY_GAP);
    sheet.paint(image, 0, pixel -> (pixels[pixel] & 0xff) * 0x010101);
    return png(image.getSubimage(GAP, GAP, columns * zoom, rows * zoom));
  }

  /**
   * Signed values in blue (negative), white (zero) and red (positive), all tiles on one symmetric
   * scale that ends at the largest absolute value; values that are not finite are black.
   *
   * @param tiles each {@code rows × columns} values, row after row
   * @throws IllegalArgumentException if there is none, one has another size, or the sheet is larger
   *     than 40 million pixels
   */
  public byte[] diverging(List<float[]> tiles) {
    BufferedImage sheet = blank(tiles.size(), WEIGHT_GAP);
    float end = 0;
    for (float[] tile : tiles) {
      for (float value : tile) {
        end = Float.isFinite(value) ? Math.max(end, Math.abs(value)) : end;
      }
    }
    float scale = end == 0 ? 1 : end;
    for (int i = 0; i < tiles.size(); i++) {
      float[] tile = tiles.get(i);
      check(i, tile.length);
      paint(sheet, i, pixel -> color(tile[pixel] / scale));
    }
    return png(sheet);
  }

  private static int[] channels(Palette.Hue hue) {
    int rgb = Integer.decode(hue.light());
    return new int[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff};
  }

  /** The colour of a value from -1 to 1, white at 0. */
  public static int color(float value) {
    if (!Float.isFinite(value)) {
      return NOT_FINITE;
    }
    int[] end = value < 0 ? NEGATIVE : POSITIVE;
    int rgb = 0;
    for (int channel : end) {
      rgb = rgb << 8 | Math.round(255 + (channel - 255) * Math.abs(value));
    }
    return rgb;
  }

  /**
   * Checks that a sheet of so many images is not too large, which is best done before they are
   * made.
   *
   * @throws IllegalArgumentException if there is none, or the sheet is larger than 40 million
   *     pixels
   */
  public void requireDrawable(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("no images for the sheet");
    }
    long width = width(count);
    long height = height(count);
    if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
      throw new IllegalArgumentException("a sheet of " + width + " x " + height + " pixels");
    }
  }

  private long width(int count) {
    return GAP + Math.min(across, count) * ((long) columns * zoom + GAP);
  }

  private long height(int count) {
    return GAP + (count + across - 1) / across * ((long) rows * zoom + GAP);
  }

  private BufferedImage blank(int count, int gap) {
    requireDrawable(count);
    int width = (int) width(count);
    int height = (int) height(count);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sheet.setRGB(x, y, gap);
      }
    }
    return sheet;
  }

  private void check(int tile, int length) {
    if (length != rows * columns) {
      throw new IllegalArgumentException(
          "image " + tile + " has " + length + " pixels, not " + rows + " x " + columns);
    }
  }

  private void paint(BufferedImage sheet, int tile, IntUnaryOperator rgb) {
    int left = GAP + tile % across * (columns * zoom + GAP);
    int top = GAP + tile / across * (rows * zoom + GAP);
    for (int y = 0; y < rows * zoom; y++) {
      for (int x = 0; x < columns * zoom; x++) {
        sheet.setRGB(left + x, top + y, rgb.applyAsInt(y / zoom * columns + x / zoom));
      }
    }
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("this Java cannot write PNG images");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
