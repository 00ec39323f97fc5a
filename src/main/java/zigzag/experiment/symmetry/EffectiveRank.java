package zigzag.experiment.symmetry;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * How many dimensions a matrix really uses: {@code exp(-Σ p ln p)}, {@code p = σ / Σ σ} over its
 * singular values σ; between 1 and the smaller of its sizes, and 0 for a matrix of zeros.
 *
 * <p>Source: O. Roy and M. Vetterli, "The effective rank: a measure of effective dimensionality",
 * EUSIPCO 2007.
 */
final class EffectiveRank {
  /** Of the largest singular value: what is below is rounding of the matrix's single precision. */
  private static final double NEGLIGIBLE = 1e-7;

  private EffectiveRank() {}

  /**
   * Takes {@code rows × columns} values, row by row.
   *
   * @return NaN once one is not finite: a training that diverges has no rank
   */
  static double of(float[] values, int rows, int columns) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return Double.NaN;
      }
      matrix.data[i] = values[i];
    }
    SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.svd(rows, columns, false, false, true);
    if (!decomposition.decompose(matrix)) {
      throw new IllegalStateException("no singular values of " + rows + " x " + columns);
    }
    double[] all = Arrays.copyOf(decomposition.getSingularValues(), Math.min(rows, columns));
    double least = NEGLIGIBLE * Arrays.stream(all).max().orElse(0);
    double[] singular = Arrays.stream(all).filter(sigma -> sigma > least).toArray();
    double sum = 0;
    for (double sigma : singular) {
      sum += sigma;
    }
    double entropy = 0;
    for (double sigma : singular) {
      entropy -= sigma / sum * Math.log(sigma / sum);
    }
    return sum == 0 ? 0 : Math.exp(entropy);
  }
}
