package zigzag.archive;

import java.nio.file.Path;
import java.util.List;
import zigzag.InputException;
import zigzag.Printable;

/**
 * A line of a CSV file of text and numbers, its cells checked as they are asked for.
 *
 * @param file for messages
 * @param line counted from 1
 */
public record CsvRow(Path file, long line, List<String> columns, List<String> cells) {
  /** Characters of a cell that a message quotes. */
  private static final int QUOTED = 40;

  /** A line of as many cells as there are columns. */
  static CsvRow of(Path file, long line, List<String> columns, List<String> cells) {
    CsvRow row = new CsvRow(file, line, columns, cells);
    if (cells.size() != columns.size()) {
      throw row.wrong(cells.size() + " cells; there are " + columns.size() + " columns");
    }
    return row;
  }

  public String cell(String column) {
    return cells.get(columns.indexOf(column));
  }

  /** Any number, infinities included; NaN where the cell is empty or says so. */
  public double number(String column) {
    String cell = cell(column);
    if (!cell.isEmpty() && !isNumber(cell)) {
      throw wrong(column, "a number");
    }
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private static boolean isNumber(String cell) {
    return cell.length() <= QUOTED && NumberTable.NUMBER.matcher(cell).matches();
  }

  /**
   * A number from {@code low} to {@code high}; NaN where there is none or, without an upper bound,
   * where it has grown beyond all numbers.
   */
  public double number(String column, double low, double high) {
    String cell = cell(column);
    if (cell.isEmpty() || (cell.equals("Infinity") && high == Double.MAX_VALUE)) {
      return Double.NaN;
    }
    double value = isNumber(cell) ? Double.parseDouble(cell) : Double.NaN;
    if (!(value >= low && value <= high)) {
      throw wrong(
          column,
          high < Double.MAX_VALUE
              ? "a number from " + Decimals.shortest(low) + " to " + Decimals.shortest(high)
              : low > -Double.MAX_VALUE
                  ? "a number from " + Decimals.shortest(low) + " up"
                  : "a number");
    }
    return value;
  }

  /** One line of text, as a message or a legend can take it. */
  public String text(String column) {
    String cell = cell(column);
    if (!Json.isLine(cell, Json.LINE)) {
      throw wrong(column, "one line of text");
    }
    return cell;
  }

  /** Either {@code true} or {@code false}. */
  public boolean flag(String column) {
    return switch (cell(column)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(column, "true or false");
    };
  }

  /** A whole number, negative or not. */
  public long whole(String column) {
    try {
      return Long.parseLong(cell(column));
    } catch (NumberFormatException e) {
      throw wrong(column, "a whole number");
    }
  }

  /** A whole number from 0 up. */
  public long count(String column) {
    String cell = cell(column);
    if (!cell.matches("\\d{1,15}")) {
      throw wrong(column, "a whole number from 0 up");
    }
    return Long.parseLong(cell);
  }

  public InputException wrong(String column, String expected) {
    return wrong(
        column + " is \"" + Printable.line(cell(column), QUOTED) + "\"; it should be " + expected);
  }

  public InputException wrong(String problem) {
    return new InputException(file + ", line " + line + ": " + problem);
  }
}
