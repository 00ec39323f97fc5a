package zigzag.report;

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
}
