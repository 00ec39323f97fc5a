package zigzag.report.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;
import java.util.function.IntBinaryOperator;
import zigzag.archive.Png;
import zigzag.report.chart.Palette;

/**
 * Images of {@code rows × columns} pixels, each of them drawn {@code zoom × zoom}, on one sheet
 * with thin gaps, as a PNG.
 *
 * @param across the images in a line of the sheet
 */
public record ImageSheet(int rows, int columns, int across, int zoom) {
  private static final int GAP = Png.SHEET_GAP;
  private static final int GRAY_GAP = 0x5a5f6a;
  private static final int WEIGHT_GAP = 0xb4b8c0;
  private static final int NOT_FINITE = 0x000000;

  private static final int NEGATIVE = Integer.decode(Palette.NEGATIVE.light());
  private static final int POSITIVE = Integer.decode(Palette.POSITIVE.light());

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
    return drawn(
        tiles.size(), null, GRAY_GAP, (image, at) -> (tiles.get(image)[at] & 0xff) * 0x010101);
  }

  /** One grayscale image without a border. */
  byte[] single(byte[] pixels) {
    return borderless(graySheet(List.of(pixels)));
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
    return Png.of(
        drawn(tiles.size(), null, WEIGHT_GAP, (image, at) -> color(tiles.get(image)[at] / scale)));
  }

  /**
   * The same of shares from -1 to 1, clipped beyond, with a table of colours: a third of the size
   * of true colour, which counts where a page holds a hundred of them.
   */
  byte[] diverging(int count, Shares shares) {
    return Png.of(indexed(count, NOT_FINITE_PLACE, shares));
  }

  /** One such image without a border, gray where there is no share. */
  byte[] single(Shares shares) {
    return borderless(indexed(1, GAP_PLACE, shares));
  }

  private BufferedImage indexed(int count, int notFinite, Shares shares) {
    int[] colors = new int[GAP_PLACE + 1];
    for (int i = 0; i < NOT_FINITE_PLACE; i++) {
      colors[i] = color((i - STEPS) / (float) STEPS);
    }
    colors[NOT_FINITE_PLACE] = NOT_FINITE;
    colors[GAP_PLACE] = WEIGHT_GAP;
    IndexColorModel table =
        new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    return drawn(
        count,
        table,
        GAP_PLACE,
        (image, at) -> {
          double share = shares.at(image, at);
          return Double.isFinite(share)
              ? STEPS + (int) Math.round(STEPS * Math.max(-1, Math.min(1, share)))
              : notFinite;
        });
  }

  /** The colour of a value from -1 to 1, white at 0. */
  public static int color(float value) {
    if (!Float.isFinite(value)) {
      return NOT_FINITE;
    }
    int end = value < 0 ? NEGATIVE : POSITIVE;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = end >> shift & 0xff;
      rgb |= Math.round(255 + (channel - 255) * Math.abs(value)) << shift;
    }
    return rgb;
  }

  /**
   * Checks that a sheet of so many images is not too large, best before they are made.
   *
   * @throws IllegalArgumentException if there is none, or it is larger than 40 million pixels
   */
  public void requireDrawable(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("no images for the sheet");
    }
    long width = width(count);
    long height = height(count);
    // 160 MB of memory; ten thousand hidden units of MNIST at zoom 2.
    long most = Png.MAX_PIXELS;
    if (width > most || height > most || width * height > most) {
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

  /**
   * The sheet in true colour, or in those of a table.
   *
   * @param pixels what it has at a pixel of an image, both counted from 0
   */
  private BufferedImage drawn(int count, IndexColorModel table, int gap, IntBinaryOperator pixels) {
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
          int value = pixels.applyAsInt(image, y / zoom * columns + x / zoom);
          drawn.setElem((top + y) * width + left + x, value);
        }
      }
    }
    return sheet;
  }

  private byte[] borderless(BufferedImage sheet) {
    return Png.of(sheet.getSubimage(GAP, GAP, columns * zoom, rows * zoom));
  }
}
