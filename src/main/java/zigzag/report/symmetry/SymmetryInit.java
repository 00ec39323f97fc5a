package zigzag.report.symmetry;

import java.util.List;
import java.util.OptionalDouble;
import zigzag.report.text.Figures;

/**
 * One initializer of a symmetry folder and what became of the network that started from it.
 *
 * @param style its look in every chart
 * @param rows of the recorded steps, rising; at least one
 * @param halfDistinct the first recorded step with at least half of the units distinct, if any
 * @param explanation a paragraph on why it went as it did
 */
record SymmetryInit(
    String name,
    int style,
    List<SymmetryRow> rows,
    OptionalDouble testAccuracy,
    OptionalDouble testLoss,
    OptionalDouble halfDistinct,
    String explanation) {
  SymmetryRow start() {
    return rows.get(0);
  }

  SymmetryRow end() {
    return rows.get(rows.size() - 1);
  }

  String testAccuracyText() {
    return testAccuracy.isEmpty()
        ? "–"
        : Figures.format("%.2f %%", 100 * testAccuracy.getAsDouble());
  }

  String halfDistinctText() {
    return halfDistinct.isEmpty() ? "never" : Figures.format("%,.0f", halfDistinct.getAsDouble());
  }

  /** Where a column went from the first to the last recorded step: {@code 1 → 64}. */
  String change(String column) {
    return start().text(column) + " → " + end().text(column);
  }

  double[] column(String column) {
    return rows.stream().mapToDouble(row -> row.value(column)).toArray();
  }
}
