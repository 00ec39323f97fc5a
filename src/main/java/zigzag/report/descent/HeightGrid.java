package zigzag.report.descent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import zigzag.InputException;
import zigzag.archive.NumberTable;

/**
 * The values of a function of two variables on a rectangular grid.
 *
 * @param x the columns' places, rising
 * @param y the rows' places, rising
 * @param f by row, then by column; NaN where there is no value
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares or prints
record HeightGrid(double[] x, double[] y, double[][] f) {
  private static final int MOST_POINTS = 1_000_000;

  /**
   * Reads a file with the columns x, y and f, row by row.
   *
   * @throws InputException if it is missing, malformed or no grid
   */
  static HeightGrid read(Path file) throws IOException {
    NumberTable table = NumberTable.read(file, List.of("x", "y", "f"));
    double[] xs = table.column("x");
    double[] ys = table.column("y");
    int columns = 0;
    while (columns < ys.length && ys[columns] == ys[0]) {
      columns++;
    }
    if (columns < 2
        || ys.length % columns != 0
        || ys.length < 2 * columns
        || ys.length > MOST_POINTS) {
      throw new InputException(file + " is no grid of rows and columns; descend again");
    }
    double[] x = Arrays.copyOf(xs, columns);
    double[] y = new double[ys.length / columns];
    double[][] f = new double[y.length][];
    double[] values = table.column("f");
    for (int row = 0; row < y.length; row++) {
      y[row] = ys[row * columns];
      f[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        if (xs[at] != x[column] || ys[at] != y[row]) {
          throw new InputException(table.at(at) + ": the point is not on the grid");
        }
      }
    }
    requireRising(file, x);
    requireRising(file, y);
    return new HeightGrid(x, y, f);
  }

  private static void requireRising(Path file, double[] places) {
    for (int i = 0; i < places.length; i++) {
      if (!Double.isFinite(places[i]) || (i > 0 && !(places[i] > places[i - 1]))) {
        throw new InputException(file + ": x and y must be numbers that rise; descend again");
      }
    }
  }

  double xLow() {
    return x[0];
  }

  double xHigh() {
    return x[x.length - 1];
  }

  double yLow() {
    return y[0];
  }

  double yHigh() {
    return y[y.length - 1];
  }
}
