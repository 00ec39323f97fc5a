package zigzag.report.symmetry;

import java.util.ArrayList;
import java.util.List;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;

/** The results of a symmetry folder as a table for a terminal, with what its columns mean. */
final class SymmetryTable {
  private static final String LEGEND =
      """
      distinct: hidden units that differ in their weights, at start → at end
      eff. rank: effective rank, how many directions the rows of W1 take; likewise
      |cos|: mean |cosine| between the weights of two units; 1 where all are alike
      dead: units that are 0 (ReLU) or saturated for every image of a probe
      half at: the first step looked at with at least half of the units distinct
      """;

  private SymmetryTable() {}

  static String render(SymmetryFolder folder, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (SymmetryInit init : folder.inits()) {
      rows.add(
          List.of(
              init.name(),
              init.change(Column.DISTINCT_UNITS),
              init.change(Column.EFFECTIVE_RANK),
              init.end().text(Column.MEAN_ABS_COSINE),
              init.end().text(Column.DEAD_UNITS),
              init.testAccuracyText(),
              init.halfDistinctText()));
    }
    TextTable table =
        new TextTable(
            TextTable.Column.list(
                "init", "distinct", "eff. rank", "|cos|", "dead", "test acc", "half at"),
            rows);
    return table.render(width) + "\n" + PlainText.wrapped(LEGEND, width);
  }
}
