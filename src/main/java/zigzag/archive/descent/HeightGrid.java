package zigzag.archive.descent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.archive.CsvFile;
import zigzag.archive.NumberTable;

/**
 * {@code surface.csv}: the values of a function of two variables on a rectangular grid, row by row
 * from the lowest y, each from the lowest x.
 *
 * @param x the columns' places, rising
 * @param y the rows' places, rising
 * @param f by row, then by column; not finite where there is no value
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares or prints
public record HeightGrid(double[] x, double[] y, double[][] f) {
  public static final String NAME = "surface.csv";

  private static final CsvFile FILE = new CsvFile(NAME, 64 << 20, "x", "y", "f");
  private static final int MAX_POINTS = 1_000_000;

  /**
   * Reads the file.
   *
   * @throws InputException if it is missing, malformed or no grid
   */
  public static HeightGrid read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    NumberTable table = FILE.numbers(folder);
    double[] xs = table.column("x");
    double[] ys = table.column("y");
    int columns = (int) DoubleStream.of(ys).takeWhile(place -> place == ys[0]).count();
    if (columns < 2
        || ys.length % columns != 0
        || ys.length < 2 * columns
        || ys.length > MAX_POINTS) {
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
    if (!isRising(x) || !isRising(y)) {
      throw new InputException(file + ": x and y must be numbers that rise; descend again");
    }
    return new HeightGrid(x, y, f);
  }

  private static boolean isRising(double[] places) {
    return DoubleStream.of(places).allMatch(Double::isFinite)
        && IntStream.range(1, places.length).allMatch(i -> places[i] > places[i - 1]);
  }

  public void write(Path folder) throws IOException {
    FILE.write(
        folder,
        IntStream.range(0, x.length * y.length)
            .mapToObj(i -> Arrays.asList(x[i % x.length], y[i / x.length], height(i))));
  }

  /** Null where there is no value. */
  private Double height(int i) {
    double value = f[i / x.length][i % x.length];
    return Double.isFinite(value) ? value : null;
  }

  public double xLow() {
    return x[0];
  }

  public double xHigh() {
    return x[x.length - 1];
  }

  public double yLow() {
    return y[0];
  }

  public double yHigh() {
    return y[y.length - 1];
  }
}
