package zigzag.experiment.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveRankTest {
  /** Orthogonal columns of the given lengths: these are the singular values. */
  private static double ofDiagonal(double... singular) {
    float[] values = new float[20 * singular.length];
    for (int i = 0; i < singular.length; i++) {
      values[(3 + i) * singular.length + i] = (float) singular[i];
    }
    return EffectiveRank.of(values, 20, singular.length);
  }

  @Test
  void isTheNumberOfEqualSingularValues() {
    assertEquals(1, ofDiagonal(5), 1e-12);
    assertEquals(4, ofDiagonal(2, 2, 2, 2), 1e-12);
    assertEquals(3, ofDiagonal(7, 0, 7, 7, 0), 1e-12);
    assertEquals(0, ofDiagonal(0, 0), 0);
  }

  /** p = 1/2, 1/4, 1/4: the entropy is 1.5 ln 2. */
  @Test
  void isTheExponentialOfTheEntropy() {
    assertEquals(Math.pow(2, 1.5), ofDiagonal(4, 2, 2), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"784, 50", "10, 30", "1, 5", "5, 1", "500, 128"})
  void equalColumnsHaveRankOne(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(rows);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      float value = (float) random.nextGaussian();
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = value;
      }
    }
    assertEquals(1, EffectiveRank.of(values, rows, columns), 1e-4);
  }

  @Test
  void aRandomMatrixUsesNearlyAllDimensions() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[784 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    assertEquals(49.6, EffectiveRank.of(values, 784, 50), 0.2);
    assertEquals(
        EffectiveRank.of(values, 784, 50), EffectiveRank.of(values, 784, 50), "the same twice");
  }

  @Test
  void whatIsNotFiniteHasNone() {
    assertEquals(Double.NaN, EffectiveRank.of(new float[] {1, Float.NaN, 3, 4}, 2, 2));
  }
}
