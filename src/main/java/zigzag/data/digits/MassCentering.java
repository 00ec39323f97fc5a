package zigzag.data.digits;

import java.util.Arrays;

/**
 * Moves ink by whole pixels until its centre of mass is the middle of the image, as MNIST does.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
 * document recognition", Proceedings of the IEEE 86 (1998), section III.A.
 */
public final class MassCentering {
  private MassCentering() {}

  /**
   * Places a piece of ink in an image without cutting any of it off.
   *
   * <p>The middle is pixel {@code (rows / 2, columns / 2)}, counted from 0: MNIST's centres of mass
   * lie within half a pixel of (14, 14).
   *
   * @param ink {@code inkRows × inkColumns} amounts from 0 to 1, not all 0
   * @param target receives {@code rows × columns} bytes from {@code offset} on, 0 the background
   */
  public static void place(
      float[] ink, int inkRows, int inkColumns, byte[] target, int offset, int rows, int columns) {
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int row = 0; row < inkRows; row++) {
      for (int column = 0; column < inkColumns; column++) {
        float amount = ink[row * inkColumns + column];
        mass += amount;
        momentX += amount * column;
        momentY += amount * row;
      }
    }
    int left = shift(columns, inkColumns, momentX / mass);
    int top = shift(rows, inkRows, momentY / mass);
    Arrays.fill(target, offset, offset + rows * columns, (byte) 0);
    for (int row = 0; row < inkRows; row++) {
      int to = offset + (top + row) * columns + left;
      for (int column = 0; column < inkColumns; column++) {
        target[to + column] = (byte) Math.round(255 * ink[row * inkColumns + column]);
      }
    }
  }

  private static int shift(int side, int inkSide, double centre) {
    return Math.max(0, Math.min(side - inkSide, (int) Math.rint(side / 2.0 - centre)));
  }
}
