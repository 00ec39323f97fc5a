package zigzag.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import zigzag.InputException;

/**
 * A CSV file of numbers: one line of column names, then lines with a number or nothing in each
 * cell. Empty cells are NaN. Quotes and spaces are errors, not guessed at.
 */
public final class NumberTable {
  public static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");

  private final Path file;
  private final List<String> columns;
  private final double[][] values;
  private int rows;

  private NumberTable(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
    values = new double[columns.size()][16];
  }

  /**
   * Reads a file.
   *
   * @param header told the columns before any row is read
   * @throws InputException if the file is missing, too large or not such a table
   */
  static NumberTable read(Path file, long mostBytes, Consumer<List<String>> header)
      throws IOException {
    AtomicReference<NumberTable> table = new AtomicReference<>();
    CsvFile.lines(
        file,
        mostBytes,
        '\0',
        columns -> {
          header.accept(columns);
          table.set(new NumberTable(file, columns));
        },
        row -> table.get().add(row));
    return table.get();
  }

  /** The same with any columns. */
  public static NumberTable read(Path file, long mostBytes) throws IOException {
    return read(file, mostBytes, columns -> {});
  }

  private void add(CsvRow row) {
    for (int column = 0; column < values.length; column++) {
      if (rows == values[column].length) {
        values[column] = Arrays.copyOf(values[column], 2 * rows);
      }
      values[column][rows] = row.number(columns.get(column));
    }
    rows++;
  }

  /** The place of a row for messages: the file and the line, counted from 1. */
  public String at(int row) {
    return file + ", line " + (row + 2);
  }

  public List<String> columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  /** A copy of one column. */
  public double[] column(String name) {
    return Arrays.copyOf(values[columns.indexOf(name)], rows);
  }

  /** A copy of a column of whole numbers that rise from row to row. */
  public double[] risingColumn(String name) {
    double[] column = column(name);
    for (int row = 0; row < rows; row++) {
      boolean whole = column[row] == Math.rint(column[row]) && Math.abs(column[row]) < 1e15;
      if (!whole || (row > 0 && column[row] <= column[row - 1])) {
        throw new InputException(
            at(row) + ": " + name + " must be a whole number and rise from line to line");
      }
    }
    return column;
  }

  public double at(int row, int column) {
    return values[column][row];
  }
}
