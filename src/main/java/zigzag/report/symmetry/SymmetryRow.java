package zigzag.report.symmetry;

import java.util.List;
import zigzag.Numerals;
import zigzag.archive.Png;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.page.PageCell;

/**
 * What was recorded of one network at one step.
 *
 * @param hidden what the hidden units give
 * @param output the class probabilities
 * @param units a picture of the incoming weights
 * @param cosines a picture of the matrix of cosines
 */
record SymmetryRow(
    SymmetryFile.Row figures, Histogram hidden, Histogram output, Png units, Png cosines) {
  long step() {
    return figures.step();
  }

  /** The value of a column; NaN if there is none. */
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

  /** Those of the page's table. */
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
