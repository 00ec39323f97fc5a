package zigzag.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zigzag.Printable;

/**
 * A table in plain text, its columns aligned with spaces.
 *
 * @param columns from left to right
 * @param rows each with as many cells as there are columns
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {
  static final String GAP = "  ";

  /** One column: its heading, and whether its cells are numbers, set flush right. */
  public record Column(String heading, boolean number) {
    /** A column of text, flush left. */
    public static Column text(String heading) {
      return new Column(heading, false);
    }

    /** A column of numbers, flush right. */
    public static Column number(String heading) {
      return new Column(heading, true);
    }
  }

  public TextTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row + " in a table of " + columns.size() + " columns");
      }
    }
  }

  /** The headings, a rule and the rows; each line ends with a line feed and no spaces before it. */
  public String render() {
    List<String> headings = columns.stream().map(Column::heading).toList();
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                column ->
                    IntStream.concat(
                            IntStream.of(length(headings.get(column))),
                            rows.stream().mapToInt(row -> length(row.get(column))))
                        .max()
                        .getAsInt())
            .toArray();
    StringBuilder text = new StringBuilder();
    line(text, headings, widths);
    line(text, IntStream.of(widths).mapToObj("-"::repeat).toList(), widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    String line =
        IntStream.range(0, cells.size())
            .mapToObj(i -> padded(cells.get(i), widths[i], columns.get(i).number()))
            .collect(Collectors.joining(GAP));
    text.append(line.stripTrailing()).append('\n');
  }

  private static String padded(String cell, int width, boolean right) {
    String spaces = " ".repeat(width - length(cell));
    return right ? spaces + cell : cell + spaces;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
