package zigzag.data.photo;

/**
 * Scales an image: each pixel of the target is the mean of the area of the source that it covers.
 */
final class AreaAverage {
  private AreaAverage() {}

  /**
   * Scales a window of an image, which may be fractional and may reach over the edges; what lies
   * outside counts as 0.
   *
   * @param source {@code rows × columns} values
   * @param top the window's upper edge, in pixels of the source
   * @param left its left edge
   * @param step the side of a target pixel, in pixels of the source
   * @return {@code toRows × toColumns} values
   */
  static float[] scale(
      float[] source,
      int rows,
      int columns,
      double top,
      double left,
      double step,
      int toRows,
      int toColumns) {
    float[] narrow = new float[rows * toColumns];
    scaleLines(source, rows, columns, 1, columns, left, step, narrow, toColumns, toColumns, 1);
    float[] target = new float[toRows * toColumns];
    scaleLines(narrow, toColumns, 1, toColumns, rows, top, step, target, toRows, 1, toColumns);
    return target;
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
