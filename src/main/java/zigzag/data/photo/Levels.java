package zigzag.data.photo;

import java.util.stream.IntStream;

/** Grey levels or amounts of ink: {@code rows × columns} values, row after row; not copied. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Levels(int rows, int columns, float[] values) {
  /** From 0 to 255. */
  static Levels of(GrayImage image) {
    float[] values = new float[image.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.pixels()[i] & 0xff;
    }
    return new Levels(image.rows(), image.columns(), values);
  }

  /** Those above one, ascending. */
  double[] above(float least) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[i])
        .filter(value -> value > least)
        .sorted()
        .toArray();
  }

  /**
   * Scales a window, which may be fractional and may reach over the edges, where all is 0: each
   * pixel of the result is the mean of the area that it covers.
   *
   * @param top the window's upper edge, in pixels
   * @param left its left edge
   * @param step the side of a pixel of the result
   */
  Levels scaled(double top, double left, double step, int toRows, int toColumns) {
    return narrow(left, step, toColumns).narrow(top, step, toRows);
  }

  /** Scales each row, and makes it a column. */
  private Levels narrow(double start, double step, int wanted) {
    float[] target = new float[wanted * rows];
    for (int to = 0; to < wanted; to++) {
      double from = start + to * step;
      double end = from + step;
      int first = Math.max(0, (int) Math.floor(from));
      int last = Math.min(columns - 1, (int) Math.ceil(end) - 1);
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int column = first; column <= last; column++) {
          double covered = Math.min(end, column + 1) - Math.max(from, column);
          sum += covered * values[row * columns + column];
        }
        target[to * rows + row] = (float) (sum / step);
      }
    }
    return new Levels(wanted, rows, target);
  }
}
