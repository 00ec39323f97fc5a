package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
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
    EqualColumns.assumeSummedAlike();
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
