package zigzag.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import zigzag.InputException;
import zigzag.RegularFile;

/**
 * A CSV file of numbers: one line of column names, then lines with a number or nothing in each
 * cell. Empty cells are NaN. Quotes and spaces are errors, not guessed at.
 */
public final class NumberTable {
  public static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");

  private static final long MOST_BYTES =
      Math.max(ReportLimits.STEPS_BYTES, ReportLimits.EPOCHS_BYTES);

  /** Twice a row of counts for 256 classes; a longer one is not split into cells. */
  private static final int LONGEST_LINE = 8192;

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
   * Reads a file that must have exactly the given columns, in this order.
   *
   * @throws InputException if the file is missing, too large or not such a table
   */
  public static NumberTable read(Path file, List<String> columns) throws IOException {
    NumberTable table = read(file);
    if (!table.columns.equals(columns)) {
      throw new InputException(
          file
              + ": the columns are "
              + String.join(",", table.columns)
              + "; they should be "
              + String.join(",", columns));
    }
    return table;
  }

  /** Reads a file with any columns. */
  public static NumberTable read(Path file) throws IOException {
    RunFiles.check(file, MOST_BYTES);
    try (BufferedReader reader = RegularFile.reader(file)) {
      String header = reader.readLine();
      if (header == null) {
        throw new InputException(file + " is empty; write the run again");
      }
      NumberTable table = new NumberTable(file, cells(header, file + ", line 1"));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        table.add(line);
      }
      return table;
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not a text file in UTF-8", e);
    }
  }

  private void add(String line) {
    List<String> cells = cells(line, at(rows));
    if (cells.size() != columns.size()) {
      throw new InputException(
          at(rows) + ": " + cells.size() + " cells; there are " + columns.size() + " columns");
    }
    for (int column = 0; column < values.length; column++) {
      if (rows == values[column].length) {
        values[column] = Arrays.copyOf(values[column], 2 * rows);
      }
      values[column][rows] = number(cells.get(column), column);
    }
    rows++;
  }

  private static List<String> cells(String line, String place) {
    if (line.length() > LONGEST_LINE) {
      throw new InputException(
          place + ": " + line.length() + " characters; a line has at most " + LONGEST_LINE);
    }
    return List.of(line.split(",", -1));
  }

  private double number(String cell, int column) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    if (cell.length() > 40 || !NUMBER.matcher(cell).matches()) {
      String start = cell.substring(0, Math.min(40, cell.length()));
      throw new InputException(
          at(rows) + ": \"" + start + "\" in column " + columns.get(column) + " is not a number");
    }
    return Double.parseDouble(cell);
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
