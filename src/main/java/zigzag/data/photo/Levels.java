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
    float[] narrow = new float[rows * toColumns];
    scaleLines(values, rows, columns, 1, columns, left, step, narrow, toColumns, toColumns, 1);
    float[] target = new float[toRows * toColumns];
    scaleLines(narrow, toColumns, 1, toColumns, rows, top, step, target, toRows, 1, toColumns);
    return new Levels(toRows, toColumns, target);
  }

  /** Scales each of {@code lines} lines, which start {@code lineStride} apart, along its length. */
  private static void scaleLines(
      float[] source,
      int lines,
      int lineStride,
      int stride,
      int length,
      double start,
      double step,
      float[] target,
      int toLength,
      int toLineStride,
      int toStride) {
    for (int to = 0; to < toLength; to++) {
      double from = start + to * step;
      double end = from + step;
      int first = Math.max(0, (int) Math.floor(from));
      int last = Math.min(length - 1, (int) Math.ceil(end) - 1);
      for (int line = 0; line < lines; line++) {
        double sum = 0;
        for (int i = first; i <= last; i++) {
          double covered = Math.min(end, i + 1) - Math.max(from, i);
          sum += covered * source[line * lineStride + i * stride];
        }
        target[line * toLineStride + to * toStride] = (float) (sum / step);
      }
    }
  }
}
