package zigzag.report;

import java.util.ArrayList;
import java.util.List;
import zigzag.report.TextTable.Column;

/** The results of a symmetry folder as a table for a terminal of 80 columns. */
final class SymmetryTable {
  private static final int WIDTH = 80;

  /** A name is not shortened further, even if the table then is too wide. */
  private static final int SHORTEST_NAME = 8;

  private SymmetryTable() {}

  static String render(SymmetryFolder folder) {
    int longest =
        folder.inits().stream().mapToInt(init -> PlainText.length(init.name())).max().orElse(0);
    int width = widthOf(table(folder, longest));
    int room = Math.max(SHORTEST_NAME, longest - Math.max(0, width - WIDTH));
    return table(folder, room);
  }

  private static int widthOf(String table) {
    return table.lines().mapToInt(PlainText::length).max().orElse(0);
  }

  private static String table(SymmetryFolder folder, int nameWidth) {
    List<List<String>> rows = new ArrayList<>();
    for (SymmetryInit init : folder.inits()) {
      rows.add(
          List.of(
              PlainText.shortened(init.name(), nameWidth),
              init.change(SymmetryRow.DISTINCT),
              init.change(SymmetryRow.RANK),
              init.end().text(SymmetryRow.COSINE),
              init.end().text(SymmetryRow.DEAD),
              init.testAccuracyText(),
              init.halfDistinctText()));
    }
    return new TextTable(
            List.of(
                Column.text("init"),
                Column.number("distinct"),
                Column.number("eff. rank"),
                Column.number("|cos|"),
                Column.number("dead"),
                Column.number("test acc"),
                Column.number("half at")),
            rows)
        .render();
  }
}
