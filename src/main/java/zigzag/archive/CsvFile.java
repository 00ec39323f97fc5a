package zigzag.archive;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;

/**
 * A CSV file of an output folder: one line of column names, then a line for each row.
 *
 * @param name what it is called in its folder
 * @param mostBytes of it that are read
 */
public record CsvFile(String name, long mostBytes, List<String> columns) {
  /** Twice the row of a confusion matrix of 256 classes; a longer one is not split into cells. */
  private static final int MAX_CELLS = 514;

  private static final int MAX_CHARACTERS = 1 << 16;

  private static final CsvWriter.CsvWriterBuilder CSV =
      CsvWriter.builder().lineDelimiter(LineDelimiter.LF);

  public CsvFile(String name, long mostBytes, String... columns) {
    this(name, mostBytes, List.of(columns));
  }

  /**
   * Reads the rows, which may be none, each made of its line.
   *
   * @throws InputException if the file is missing, too large, or has other columns; or from {@code
   *     row}
   */
  public <T> List<T> read(Path folder, Function<CsvRow, T> row) throws IOException {
    List<T> rows = new ArrayList<>();
    forEach(folder, line -> rows.add(row.apply(line)));
    return rows;
  }

  /** The same for more rows than should be held in memory. */
  public void forEach(Path folder, Consumer<CsvRow> row) throws IOException {
    Path file = folder.resolve(name);
    lines(file, mostBytes, '"', header -> requireColumns(file, header), row);
  }

  /**
   * Reads a table that has numbers alone; quotes and spaces are errors, not guessed at.
   *
   * @throws InputException if it is missing, too large or not such a table
   */
  public NumberTable numbers(Path folder) throws IOException {
    Path file = folder.resolve(name);
    return NumberTable.read(file, mostBytes, header -> requireColumns(file, header));
  }

  private void requireColumns(Path file, List<String> header) {
    if (!header.equals(columns)) {
      String found = Printable.line(String.join(",", header), 400);
      String wanted = String.join(",", columns);
      throw new InputException(file + ": the columns are " + found + "; they should be " + wanted);
    }
  }

  /** Reads lines of as many cells as the header has; without quotes if {@code quote} is 0. */
  static void lines(
      Path file, long mostBytes, char quote, Consumer<List<String>> header, Consumer<CsvRow> row)
      throws IOException {
    RegularFile.require(file, mostBytes);
    List<String> columns = null;
    try (Reader text = RegularFile.reader(file);
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .quoteCharacter(quote)
                .skipEmptyLines(false)
                .allowExtraFields(true) // counted below, with the line's number
                .allowMissingFields(true)
                .maxBufferSize(MAX_CHARACTERS)
                .build(
                    CsvRecordHandler.builder()
                        .maxFields(MAX_CELLS)
                        .maxFieldSize(MAX_CHARACTERS)
                        .maxRecordSize(MAX_CHARACTERS)
                        .build(),
                    text)) {
      for (CsvRecord line : reader) {
        if (columns == null) {
          columns = line.getFields();
          header.accept(columns);
        } else {
          row.accept(CsvRow.of(file, line.getStartingLineNumber(), columns, line.getFields()));
        }
      }
    } catch (CsvParseException e) {
      String problem = e.getCause() == null ? "" : ": " + e.getCause().getMessage().strip();
      throw new InputException(file + " is not CSV: " + e.getMessage() + problem, e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new InputException(file + " is not a text file in UTF-8", e);
      }
      throw e.getCause();
    }
    if (columns == null) {
      throw new InputException(file + " is empty; write it again");
    }
  }

  /**
   * Writes the file atomically.
   *
   * @param rows of as many cells as there are columns, each written as it prints itself; null stays
   *     empty
   */
  public void write(Path folder, Stream<? extends List<?>> rows) throws IOException {
    AtomicFile.write(folder.resolve(name), out -> write(CSV.build(out), rows));
  }

  /** What {@link #write} writes. */
  public String text(Stream<? extends List<?>> rows) {
    StringWriter text = new StringWriter();
    try {
      write(CSV.build(text), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has no faults
    }
    return text.toString();
  }

  /** The writer stays open, since it would close what it writes to. */
  private void write(CsvWriter writer, Stream<? extends List<?>> rows) throws IOException {
    try {
      writer.writeRecord(columns);
      rows.forEach(
          row -> writer.writeRecord(row.stream().map(cell -> Objects.toString(cell, "")).toList()));
      writer.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
