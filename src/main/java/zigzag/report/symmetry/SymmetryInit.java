package zigzag.report.symmetry;

import java.util.List;
import java.util.function.ToDoubleFunction;
import zigzag.Numerals;
import zigzag.archive.Png;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.report.page.PageCell;
import zigzag.report.page.Setting;

/**
 * One initializer of a symmetry folder and what became of the network that started from it.
 *
 * @param style its look in every chart
 * @param rows of the recorded steps, rising; at least one
 */
record SymmetryInit(SymmetrySummary.Init summary, int style, List<Row> rows) {

  /**
   * What was recorded of one network at one step.
   *
   * @param hidden what the hidden units give
   * @param output the class probabilities
   */
  record Row(SymmetryFile.Row figures, Histogram hidden, Histogram output, Png units, Png cosines) {
    long step() {
      return figures.step();
    }

    double value(Column column) {
      return figures.value(column);
    }

    /** The value of a column as people read it; a dash if there is none. */
    String text(Column column) {
      double value = value(column);
      if (Double.isNaN(value)) {
        return "–";
      }
      return switch (column.kind()) {
        case UNITS -> Numerals.format("%,.0f", value);
        case RANK -> Numerals.format("%,.1f", value);
        case COSINE -> Numerals.format("%.3f", value);
        case SHARE -> Numerals.format("%.2f %%", 100 * value);
        case LOSS, NORM -> Numerals.loss(value);
      };
    }

    String stepText() {
      return Numerals.whole(step());
    }

    List<PageCell> cells() {
      return Column.ALL.stream()
          .map(
              column ->
                  Double.isNaN(value(column))
                      ? PageCell.EMPTY
                      : PageCell.of(text(column), value(column)))
          .toList();
    }
  }

  String name() {
    return summary.init();
  }

  Row start() {
    return rows.get(0);
  }

  Row end() {
    return rows.get(rows.size() - 1);
  }

  /** NaN if the training diverged. */
  double testPercent() {
    return summary.testAccuracy() == null ? Double.NaN : 100 * summary.testAccuracy();
  }

  String testAccuracyText() {
    return Double.isNaN(testPercent()) ? "–" : Numerals.format("%.2f %%", testPercent());
  }

  String halfDistinctText() {
    return summary.halfDistinctStep() == null
        ? "never"
        : Numerals.whole(summary.halfDistinctStep());
  }

  /** Where a column went from the first to the last recorded step: {@code 1 → 64}. */
  String change(Column column) {
    return start().text(column) + " → " + end().text(column);
  }

  double[] values(ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  List<Setting> ends() {
    return List.of(
        new Setting("distinct units", end().text(Column.DISTINCT_UNITS)),
        new Setting("effective rank", end().text(Column.EFFECTIVE_RANK)),
        new Setting("dead units", end().text(Column.DEAD_UNITS)),
        new Setting("test accuracy", testAccuracyText()));
  }
}
