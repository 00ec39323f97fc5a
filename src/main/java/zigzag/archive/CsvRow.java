package zigzag.archive;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;

/**
 * A line of a CSV file of text and numbers, its cells checked as they are asked for.
 *
 * @param file for messages
 * @param line counted from 1
 * @param columns the names of the cells
 */
public record CsvRow(Path file, long line, List<String> columns, List<String> cells) {
  /** Characters of a cell that a message quotes. */
  private static final int QUOTED = 40;

  /**
   * Reads the lines below the header, of which there must be some; otherwise as {@link #readAny}.
   */
  public static List<CsvRow> read(Path file, List<String> columns, long mostBytes)
      throws IOException {
    List<CsvRow> rows = readAny(file, columns, mostBytes);
    if (rows.isEmpty()) {
      throw new InputException(file + " has no rows; write it again");
    }
    return rows;
  }

  /**
   * Reads the lines below the header of a file that must have exactly the given columns.
   *
   * @throws InputException if the file is missing, larger than so many bytes, or malformed
   */
  public static List<CsvRow> readAny(Path file, List<String> columns, long mostBytes)
      throws IOException {
    RunFiles.check(file, mostBytes);
    List<CsvRow> rows = new ArrayList<>();
    boolean header = true;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(false)
            .allowExtraFields(true) // counted below, with the line's number
            .allowMissingFields(true)
            .ofCsvRecord(content(file))) {
      for (CsvRecord record : reader) {
        CsvRow row = new CsvRow(file, record.getStartingLineNumber(), columns, record.getFields());
        if (!header) {
          rows.add(row.complete());
        } else if (!record.getFields().equals(columns)) {
          String found = shortened(String.join(",", record.getFields()), 400);
          String wanted = String.join(",", columns);
          throw new InputException(
              file + ": the columns are " + found + "; they should be " + wanted);
        }
        header = false;
      }
    } catch (CsvParseException e) {
      throw new InputException(
          file + " is not CSV: " + e.getMessage().lines().findFirst().orElse("unreadable"), e);
    }
    if (header) {
      throw new InputException(file + " is empty; write it again");
    }
    return rows;
  }

  private static String content(Path file) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(RegularFile.bytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not a text file in UTF-8", e);
    }
  }

  private CsvRow complete() {
    if (cells.size() != columns.size()) {
      throw wrong(cells.size() + " cells; there are " + columns.size() + " columns");
    }
    return this;
  }

  public String cell(String column) {
    return cells.get(columns.indexOf(column));
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
    double value =
        cell.length() <= QUOTED && NumberTable.NUMBER.matcher(cell).matches()
            ? Double.parseDouble(cell)
            : Double.NaN;
    if (!(value >= low && value <= high)) {
      throw wrong(
          column,
          high < Double.MAX_VALUE
              ? "a number from " + text(low) + " to " + text(high)
              : low > -Double.MAX_VALUE ? "a number from " + text(low) + " up" : "a number");
    }
    return value;
  }

  private static String text(double bound) {
    return Decimals.shortest(bound);
  }

  /** One line of text, as a message or a legend can take it. */
  public String text(String column) {
    String cell = cell(column);
    if (cell.isBlank() || !cell.equals(shortened(cell, JsonFields.LONGEST_TEXT))) {
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
        column + " is \"" + shortened(cell(column), QUOTED) + "\"; it should be " + expected);
  }

  public InputException wrong(String problem) {
    return new InputException(file + ", line " + line + ": " + problem);
  }

  /** The cell for a message of one line. */
  private static String shortened(String cell, int length) {
    String line = Printable.line(cell);
    return line.length() > length ? line.substring(0, length) + "…" : line;
  }
}
