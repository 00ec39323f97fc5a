package zigzag.report.image;

import java.util.ArrayList;
import java.util.List;

/** The incoming weights of hidden units as images, on one sheet. */
public final class UnitSheet {
  /** Of a very wide layer only the first units are drawn: nobody looks at more. */
  private static final int MOST_UNITS = 400;

  private static final int ACROSS = 16;

  private UnitSheet() {}

  /**
   * Draws the first {@value #MOST_UNITS} units, all on one scale: blue is negative, white zero, red
   * positive.
   *
   * @param w1 the weights, {@code rows × columns} inputs by {@code hidden} units, row by row, at
   *     the start of the array
   * @return a PNG
   */
  public static byte[] png(float[] w1, int rows, int columns, int hidden) {
    List<float[]> tiles = new ArrayList<>();
    for (int unit = 0; unit < Math.min(hidden, MOST_UNITS); unit++) {
      float[] tile = new float[rows * columns];
      for (int input = 0; input < tile.length; input++) {
        tile[input] = w1[input * hidden + unit];
      }
      tiles.add(tile);
    }
    return new ImageSheet(rows, columns, ACROSS, 2).diverging(tiles);
  }

  /** The same with each weight a pixel. */
  public static byte[] png(float[] w1, int rows, int columns, int hidden, int most, double scale) {
    return png(w1, rows, columns, hidden, most, scale, 1);
  }

  /**
   * Draws the first units on a scale that is given, so that the sheets of several networks or steps
   * can be compared: the sheet about square, in few bytes.
   *
   * @param w1 as in {@link #png(float[], int, int, int)}
   * @param most the largest number of units to draw
   * @param scale the absolute weight at either end of the scale, beyond which weights are clipped
   * @param zoom the width and height of a weight in pixels
   * @return a PNG
   * @throws IllegalArgumentException if a size is below 1, the weights are too few, the scale is
   *     negative or not finite, or the sheet would be larger than 40 million pixels
   */
  public static byte[] png(
      float[] w1, int rows, int columns, int hidden, int most, double scale, int zoom) {
    if (rows < 1 || columns < 1 || hidden < 1 || most < 1 || zoom < 1) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " inputs, " + hidden + " units, at most " + most);
    }
    if (w1.length < (long) rows * columns * hidden || !(scale >= 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(w1.length + " weights on a scale that ends at " + scale);
    }
    int units = Math.min(hidden, most);
    int across = (int) Math.ceil(Math.sqrt(units));
    int lines = (units + across - 1) / across;
    long width = ImageSheet.GAP + across * ((long) columns * zoom + ImageSheet.GAP);
    long height = ImageSheet.GAP + lines * ((long) rows * zoom + ImageSheet.GAP);
    DivergingPng sheet = new DivergingPng(width, height);
    for (int unit = 0; unit < units; unit++) {
      int left = ImageSheet.GAP + unit % across * (columns * zoom + ImageSheet.GAP);
      int top = ImageSheet.GAP + unit / across * (rows * zoom + ImageSheet.GAP);
      for (int input = 0; input < rows * columns; input++) {
        float weight = w1[input * hidden + unit];
        double share = weight == 0 ? 0 : weight / Math.max(Float.MIN_NORMAL, scale);
        int x = left + input % columns * zoom;
        int y = top + input / columns * zoom;
        sheet.square(x, y, zoom, share);
      }
    }
    return sheet.bytes();
  }
}
