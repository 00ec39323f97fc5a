package zigzag.report.page;

import java.util.List;
import java.util.function.Function;

/**
 * A column of a page's table.
 *
 * @param <T> what a row is about
 * @param explained what the name is short for; null if it says it all
 * @param cell what a row has in it
 */
public record PageColumn<T>(String name, Kind kind, String explained, Function<T, PageCell> cell) {
  /** How a column is sorted, on the first click with the good values up. */
  public enum Kind {
    TEXT,
    LOW_IS_GOOD,
    HIGH_IS_GOOD
  }

  boolean numeric() {
    return kind != Kind.TEXT;
  }

  /** The order of the first click where it is not the ascending one, else null. */
  String first() {
    return kind == Kind.HIGH_IS_GOOD ? "descending" : null;
  }

  /** The columns that have something to say on any row. */
  public static <T> List<PageColumn<T>> used(List<PageColumn<T>> columns, List<T> rows) {
    return columns.stream()
        .filter(column -> rows.stream().anyMatch(row -> !column.cell().apply(row).text().isEmpty()))
        .toList();
  }

  /** The cells of a row. */
  public static <T> List<PageCell> cells(List<PageColumn<T>> columns, T row) {
    return columns.stream().map(column -> column.cell().apply(row)).toList();
  }
}
