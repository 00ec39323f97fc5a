package zigzag.report.image;

import java.util.ArrayList;
import java.util.List;

/** The incoming weights of hidden units as images, on one sheet. */
public final class UnitSheet {
  /** Of a very wide layer only the first units are drawn: nobody looks at more. */
  private static final int MAX_UNITS = 400;

  private static final int ACROSS = 16;

  private UnitSheet() {}

  /**
   * Draws the first {@value #MAX_UNITS} units, all on one scale: blue is negative, white zero, red
   * positive.
   *
   * @param w1 the weights, {@code rows × columns} inputs by {@code hidden} units, row by row, at
   *     the start of the array
   * @return a PNG
   */
  public static byte[] png(float[] w1, int rows, int columns, int hidden) {
    List<float[]> tiles = new ArrayList<>();
    for (int unit = 0; unit < Math.min(hidden, MAX_UNITS); unit++) {
      float[] tile = new float[rows * columns];
      for (int input = 0; input < tile.length; input++) {
        tile[input] = w1[input * hidden + unit];
      }
      tiles.add(tile);
    }
    return new ImageSheet(rows, columns, ACROSS, 2).diverging(tiles);
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
    if (w1.length < (long) rows * columns * hidden || !(scale >= 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(w1.length + " weights on a scale that ends at " + scale);
    }
    int units = Math.min(hidden, most);
    ImageSheet sheet = new ImageSheet(rows, columns, (int) Math.ceil(Math.sqrt(units)), zoom);
    double end = Math.max(Float.MIN_NORMAL, scale);
    return sheet.diverging(units, (unit, input) -> w1[input * hidden + unit] / end);
  }
}
