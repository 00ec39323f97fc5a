package zigzag.report.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;
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
  private static final int WEIGHT_GAP = 0xb4b8c0;
  private static final int NOT_FINITE = 0x000000;

  /** 160 MB of memory; ten thousand hidden units of MNIST at zoom 2. */
  public static final long MAX_PIXELS = Png.MAX_PIXELS;

  private static final int[] NEGATIVE = channels(Palette.NEGATIVE);
  private static final int[] POSITIVE = channels(Palette.POSITIVE);

  /** Steps of the table of colours from zero to either end; neighbours look the same. */
  private static final int STEPS = 64;

  private static final int NOT_FINITE_PLACE = 2 * STEPS + 1;
  private static final int GAP_PLACE = 2 * STEPS + 2;

  public ImageSheet {
    if (rows < 1 || columns < 1 || across < 1 || zoom < 1) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " pixels, " + across + " across, zoom " + zoom);
    }
  }

  /** What a sheet, or a table of colours, has at a pixel of an image, both counted from 0. */
  @FunctionalInterface
  private interface Pixels {
    int at(int image, int pixel);
  }

  /** A signed value at a pixel of an image, as a share of the end of its scale. */
  @FunctionalInterface
  interface Shares {
    double at(int image, int pixel);
  }

  /**
   * Grayscale images, as MNIST draws them: 0 black, 255 white.
   *
   * @param tiles each {@code rows × columns} bytes, row after row
   * @throws IllegalArgumentException if there is none, one has another size, or the sheet is larger
   *     than 40 million pixels
   */
  public byte[] gray(List<byte[]> tiles) {
    return Png.of(graySheet(tiles));
  }

  private BufferedImage graySheet(List<byte[]> tiles) {
    tiles.forEach(tile -> check(tile.length));
    Pixels pixels = (image, pixel) -> (tiles.get(image)[pixel] & 0xff) * 0x010101;
    return drawn(tiles.size(), null, GRAY_GAP, pixels);
  }

  /** One grayscale image without a border, each pixel drawn {@code zoom × zoom}. */
  static byte[] single(int rows, int columns, int zoom, byte[] pixels) {
    ImageSheet sheet = new ImageSheet(rows, columns, 1, zoom);
    return Png.of(sheet.borderless(sheet.graySheet(List.of(pixels))));
  }

  /**
   * Signed values in blue (negative), white (zero) and red (positive), all tiles on one symmetric
   * scale that ends at the largest absolute value; values that are not finite are black.
   *
   * @param tiles each {@code rows × columns} values, row after row
   * @throws IllegalArgumentException as {@link #gray}
   */
  public byte[] diverging(List<float[]> tiles) {
    float end = 0;
    for (float[] tile : tiles) {
      check(tile.length);
      for (float value : tile) {
        end = Float.isFinite(value) ? Math.max(end, Math.abs(value)) : end;
      }
    }
    float scale = end == 0 ? 1 : end;
    Pixels pixels = (image, pixel) -> color(tiles.get(image)[pixel] / scale);
    return Png.of(drawn(tiles.size(), null, WEIGHT_GAP, pixels));
  }

  /**
   * The same of shares from -1 to 1, clipped beyond, with a table of colours: a third of the size
   * of true colour, which counts where a page holds a hundred of them.
   */
  byte[] diverging(int count, Shares shares) {
    return Png.of(indexed(count, NOT_FINITE_PLACE, shares));
  }

  /** One such image without a border, gray where there is no share. */
  static byte[] single(int rows, int columns, int zoom, Shares shares) {
    ImageSheet sheet = new ImageSheet(rows, columns, 1, zoom);
    return Png.of(sheet.borderless(sheet.indexed(1, GAP_PLACE, shares)));
  }

  private BufferedImage indexed(int count, int notFinite, Shares shares) {
    Pixels pixels =
        (image, pixel) -> {
          double share = shares.at(image, pixel);
          return Double.isFinite(share)
              ? STEPS + (int) Math.round(STEPS * Math.max(-1, Math.min(1, share)))
              : notFinite;
        };
    int[] colors = new int[GAP_PLACE + 1];
    for (int i = 0; i < NOT_FINITE_PLACE; i++) {
      colors[i] = color((i - STEPS) / (float) STEPS);
    }
    colors[NOT_FINITE_PLACE] = NOT_FINITE;
    colors[GAP_PLACE] = WEIGHT_GAP;
    IndexColorModel table =
        new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    return drawn(count, table, GAP_PLACE, pixels);
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
    if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
      throw new IllegalArgumentException("a sheet of " + width + " x " + height + " pixels");
    }
  }

  private long width(int count) {
    return GAP + Math.min(across, count) * ((long) columns * zoom + GAP);
  }

  private long height(int count) {
    return GAP + (count + across - 1) / across * ((long) rows * zoom + GAP);
  }

  private void check(int length) {
    if (length != rows * columns) {
      throw new IllegalArgumentException(
          "an image of " + length + " pixels, not " + rows + " x " + columns);
    }
  }

  /** The sheet in true colour, or in those of a table. */
  private BufferedImage drawn(int count, IndexColorModel table, int gap, Pixels pixels) {
    requireDrawable(count);
    int width = (int) width(count);
    int height = (int) height(count);
    BufferedImage sheet =
        table == null
            ? new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
            : new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, table);
    DataBuffer drawn = sheet.getRaster().getDataBuffer();
    for (int i = 0; i < drawn.getSize(); i++) {
      drawn.setElem(i, gap);
    }
    for (int image = 0; image < count; image++) {
      int left = GAP + image % across * (columns * zoom + GAP);
      int top = GAP + image / across * (rows * zoom + GAP);
      for (int y = 0; y < rows * zoom; y++) {
        for (int x = 0; x < columns * zoom; x++) {
          int value = pixels.at(image, y / zoom * columns + x / zoom);
          drawn.setElem((top + y) * width + left + x, value);
        }
      }
    }
    return sheet;
  }

  private BufferedImage borderless(BufferedImage sheet) {
    return sheet.getSubimage(GAP, GAP, columns * zoom, rows * zoom);
  }
}
