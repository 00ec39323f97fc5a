package zigzag.report.symmetry;

import java.util.List;
import java.util.Map;
import zigzag.archive.Png;
import zigzag.report.text.Figures;

/**
 * What was recorded of one network at one step.
 *
 * @param values by column; NaN where there is none
 * @param hidden what the hidden units give
 * @param output the class probabilities
 * @param units a picture of the incoming weights
 * @param cosines a picture of the matrix of cosines
 */
record SymmetryRow(
    long step,
    Map<String, Double> values,
    Histogram hidden,
    Histogram output,
    Png units,
    Png cosines) {
  static final String DISTINCT = "distinct_units";
  static final String RANK = "effective_rank";
  static final String COSINE = "mean_abs_cosine";
  static final String DEAD = "dead_units";
  static final String LOSS = "train_loss";
  static final String ACCURACY = "validation_accuracy";
  static final String BIT_DISTINCT = "bit_distinct_units";
  static final String HIDDEN_RANK = "hidden_effective_rank";
  static final String GRADIENT_COSINE = "gradient_mean_abs_cosine";

  /** The columns of numbers, as in symmetry.csv. */
  static final List<String> COLUMNS =
      List.of(
          DISTINCT,
          RANK,
          COSINE,
          DEAD,
          LOSS,
          ACCURACY,
          BIT_DISTINCT,
          HIDDEN_RANK,
          GRADIENT_COSINE,
          "w1_norm",
          "w2_norm",
          "w1_gradient_norm",
          "w2_gradient_norm");

  /** The value of a column; NaN if there is none. */
  double value(String column) {
    return values.get(column);
  }

  /** The value of a column as people read it; a dash if there is none. */
  String text(String column) {
    double value = value(column);
    if (Double.isNaN(value)) {
      return "–";
    }
    return switch (column) {
      case DISTINCT, BIT_DISTINCT, DEAD -> Figures.format("%,.0f", value);
      case RANK, HIDDEN_RANK -> Figures.format("%,.1f", value);
      case COSINE, GRADIENT_COSINE -> Figures.format("%.3f", value);
      case ACCURACY -> Figures.format("%.2f %%", 100 * value);
      default -> Figures.loss(value);
    };
  }
}
