package zigzag.report.symmetry;

import java.util.List;
import java.util.function.ToDoubleFunction;
import zigzag.Numerals;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.report.page.Setting;

/**
 * One initializer of a symmetry folder and what became of the network that started from it.
 *
 * @param style its look in every chart
 * @param rows of the recorded steps, rising; at least one
 */
record SymmetryInit(SymmetrySummary.Init summary, int style, List<SymmetryRow> rows) {
  String name() {
    return summary.init();
  }

  SymmetryRow start() {
    return rows.get(0);
  }

  SymmetryRow end() {
    return rows.get(rows.size() - 1);
  }

  String testAccuracyText() {
    return summary.testAccuracy().isEmpty()
        ? "–"
        : Numerals.format("%.2f %%", 100 * summary.testAccuracy().getAsDouble());
  }

  String halfDistinctText() {
    return summary.halfDistinctStep().isEmpty()
        ? "never"
        : Numerals.whole(summary.halfDistinctStep().getAsLong());
  }

  /** Where a column went from the first to the last recorded step: {@code 1 → 64}. */
  String change(Column column) {
    return start().text(column) + " → " + end().text(column);
  }

  double[] values(ToDoubleFunction<SymmetryRow> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  /** What the page says of its end. */
  List<Setting> ends() {
    return List.of(
        new Setting("distinct units", end().text(Column.DISTINCT_UNITS)),
        new Setting("effective rank", end().text(Column.EFFECTIVE_RANK)),
        new Setting("dead units", end().text(Column.DEAD_UNITS)),
        new Setting("test accuracy", testAccuracyText()));
  }
}
