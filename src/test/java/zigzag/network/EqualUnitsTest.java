package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hidden units that start equal stay equal to the last bit, wherever they lie in a tile: what
 * breaks their symmetry must be the initializer, never the rounding.
 */
class EqualUnitsTest {
  @BeforeAll
  static void needsAProcessorWhoseBlasTreatsAllColumnsAlike() {
    int size = 48;
    try (Matrix a = new Matrix(25, size);
        Matrix b = new Matrix(size, size);
        Matrix c = new Matrix(25, size)) {
      for (int i = 0; i < size; i++) {
        float[] row = new float[size];
        Arrays.fill(row, (float) Math.sin(i));
        b.putRows(i, 1, row, 0);
      }
      for (int k = 0; k < 25; k++) {
        a.putRows(k, 1, wave(size, k), 0);
      }
      FloatPointer product = c.from(0);
      Blas.multiply(
          false, false, 25, size, size, a.from(0), size, b.from(0), size, 0f, product, size);
      boolean alike = true;
      for (int i = 0; i < 25 * size; i++) {
        alike &= product.get(i) == product.get(i - i % size);
      }
      assumeTrue(alike, "skipped: OpenBLAS sums equal columns differently on this processor");
    }
  }

  private static float[] wave(int length, int phase) {
    float[] wave = new float[length];
    for (int i = 0; i < length; i++) {
      wave[i] = (float) Math.cos(i + phase);
    }
    return wave;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "6, 2", "33, 1", "50, 2", "64, 1", "100, 2", "129, 1", "800, 2", "1100, 2"})
  void haveEqualGradients(int hidden, int threads) {
    Layout layout = new Layout(784, hidden, 10);
    for (Activation activation : Activation.values()) {
      for (int batch : new int[] {1, 37, 100}) {
        Problem problem = Problem.random(layout, activation, batch, hidden + batch);
        float[] parameters = problem.parameters();
        for (int i = 0; i < layout.inputs(); i++) {
          Arrays.fill(parameters, i * hidden, (i + 1) * hidden, parameters[i * hidden]);
        }
        for (int j = 1; j < hidden; j++) {
          System.arraycopy(parameters, layout.w2(), parameters, layout.w2() + j * 10, 10);
          parameters[layout.b1() + j] = parameters[layout.b1()];
        }
        float[] gradient = problem.run(batch, threads).gradient();
        for (int i = 0; i < layout.inputs() * hidden; i++) {
          assertEquals(gradient[i - i % hidden], gradient[i], "W1, unit " + i % hidden);
        }
        for (int i = 0; i < hidden * 10; i++) {
          assertEquals(
              gradient[layout.w2() + i % 10], gradient[layout.w2() + i], "W2, unit " + i / 10);
        }
        for (int j = 0; j < hidden; j++) {
          assertEquals(gradient[layout.b1()], gradient[layout.b1() + j], "b1, unit " + j);
        }
      }
    }
  }
}
