package zigzag.report.image;

import java.util.ArrayList;
import java.util.List;

/** The incoming weights of hidden units as images on one sheet, and the cosines between them. */
public final class UnitSheet {
  /** Of a very wide layer only the first units are drawn: nobody looks at more. */
  public static final int MAX_UNITS = 400;

  private static final int ACROSS = 16;

  /** The width of the picture of a few units' cosines, in pixels. */
  private static final int SIDE = 320;

  /** Beyond this many units, the cosines of neighbours are averaged. */
  private static final int MAX_CELLS = 800;

  private UnitSheet() {}

  /**
   * Draws the first {@value #MAX_UNITS} units, all on one scale: blue is negative, white zero, red
   * positive.
   *
   * @param w1 the weights, {@code rows × columns} inputs by {@code hidden} units, row by row, at
   *     the start of the array
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
   * @param most the largest number of units to draw
   * @param scale the absolute weight at either end of the scale, beyond which weights are clipped
   * @param zoom the width and height of a weight in pixels
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

  /**
   * Draws a matrix of cosines in square cells: -1 blue, 0 white, 1 red; what has no cosine, as the
   * zero vector has none, is gray.
   *
   * <p>Up to 160 units get a picture of at least 161 and at most 320 pixels, up to 800 one of a
   * pixel per unit, more one in which a pixel is the mean of neighbours.
   *
   * @param cosines {@code units × units}, row after row; NaN where there is none
   * @throws IllegalArgumentException if there are no units or the matrix has another size
   */
  public static byte[] cosines(float[] cosines, int units) {
    if (units < 1 || cosines.length != (long) units * units) {
      throw new IllegalArgumentException(cosines.length + " cosines of " + units + " units");
    }
    int group = (units + MAX_CELLS - 1) / MAX_CELLS;
    int cells = (units + group - 1) / group;
    return new ImageSheet(cells, cells, 1, Math.max(1, SIDE / cells))
        .single((image, at) -> mean(cosines, units, at / cells * group, at % cells * group, group));
  }

  /** The mean of those cosines of a square of the matrix that there are. */
  private static double mean(float[] cosines, int units, int top, int left, int side) {
    double sum = 0;
    int count = 0;
    for (int i = top; i < Math.min(units, top + side); i++) {
      for (int j = left; j < Math.min(units, left + side); j++) {
        float cosine = cosines[i * units + j];
        if (!Float.isNaN(cosine)) {
          sum += cosine;
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
