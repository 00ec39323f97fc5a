package zigzag.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.Printable;

/**
 * A table in plain text, its columns aligned with spaces.
 *
 * @param columns from left to right
 * @param rows each with as many cells as there are columns
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  /** Fewer characters of a name would tell nobody which it is. */
  public static final int SHORTEST_FIRST = 12;

  /** One column: its heading, and whether its cells are numbers, set flush right. */
  public record Column(String heading, boolean number) {
    public static Column text(String heading) {
      return new Column(heading, false);
    }

    public static Column number(String heading) {
      return new Column(heading, true);
    }

    /** A column of text and, to its right, columns of numbers. */
    public static List<Column> list(String text, String... numbers) {
      return Stream.concat(Stream.of(text(text)), Stream.of(numbers).map(Column::number)).toList();
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
    return render(Integer.MAX_VALUE);
  }

  /**
   * The same for a terminal. A table that is wider has its first column shortened, though not to
   * fewer than some characters; columns that find no room even so follow below in a table of their
   * own, which begins with the first column again.
   */
  public String render(int columnsOfTerminal) {
    int first = width(0);
    int room = Math.max(columnsOfTerminal - widthBesideFirst(), Math.min(first, SHORTEST_FIRST));
    if (first > room) {
      return withFirst(room).render(columnsOfTerminal);
    }
    StringBuilder text = new StringBuilder();
    List<Integer> shown = new ArrayList<>(List.of(0));
    for (int column = 1; column < columns.size(); column++) {
      int before = shown.stream().mapToInt(i -> width(i) + GAP.length()).sum();
      if (before + width(column) > columnsOfTerminal && shown.size() > 1) {
        text.append(block(shown)).append('\n');
        shown = new ArrayList<>(List.of(0));
      }
      shown.add(column);
    }
    return text.append(block(shown)).toString();
  }

  /** The room that all columns but the first take, gaps included. */
  public int widthBesideFirst() {
    return IntStream.range(1, columns.size()).map(i -> GAP.length() + width(i)).sum();
  }

  /** The same with the cells of the first column shortened to some room. */
  public TextTable withFirst(int room) {
    List<List<String>> shortened = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      cells.set(0, PlainText.shortened(row.get(0), room));
      shortened.add(cells);
    }
    return new TextTable(columns, shortened);
  }

  private int width(int column) {
    return Math.max(
        PlainText.length(columns.get(column).heading()),
        rows.stream().mapToInt(row -> PlainText.length(row.get(column))).max().orElse(0));
  }

  private String block(List<Integer> shown) {
    List<String> headings = columns.stream().map(Column::heading).toList();
    List<String> rule =
        IntStream.range(0, columns.size()).mapToObj(i -> "-".repeat(width(i))).toList();
    return Stream.concat(Stream.of(headings, rule), rows.stream())
        .map(row -> shown.stream().map(i -> padded(row.get(i), i)).collect(Collectors.joining(GAP)))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private String padded(String cell, int column) {
    String spaces = " ".repeat(width(column) - PlainText.length(cell));
    return columns.get(column).number() ? spaces + cell : cell + spaces;
  }
}
