package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step hands over the same gradient as {@link TwoLayerNetwork#lossAndGradient}, in slices. */
class StepTest {
  @ParameterizedTest
  @CsvSource({"784, 50, 10, 1", "784, 50, 10, 2", "100, 800, 10, 2", "9, 2100, 3, 3", "1, 1, 2, 2"})
  void handsOverEveryParameterOnce(int inputs, int hidden, int classes, int threads) {
    Layout layout = new Layout(inputs, hidden, classes);
    Problem problem = Problem.random(layout, Activation.TANH, 100, 1);
    float[] expected = problem.run().gradient();
    double squares = 0;
    for (float g : expected) {
      squares += (double) g * g;
    }
    int count = layout.parameterCount();
    AtomicIntegerArray seen = new AtomicIntegerArray(count);
    float[] parameters = problem.parameters().clone();
    float[] gradient = new float[count];
    float[] handedOver = new float[count];
    try (TwoLayerNetwork network = problem.network(100, threads)) {
      double loss =
          network.step(
              parameters,
              problem.batch(),
              null,
              gradient,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  seen.incrementAndGet(i);
                  handedOver[i] = gradient[i];
                  parameters[i] -= 0.1f * gradient[i];
                }
              });
      assertEquals(problem.run().loss(), loss);
      assertEquals(Math.sqrt(squares), network.gradientNorm(), 1e-6 * Math.sqrt(squares));
      // and the next step sees what the update did
      assertEquals(
          problem.withParameters(parameters).run().loss(),
          network.step(parameters, problem.batch(), null, gradient, (from, to) -> {}));
    }
    assertArrayEquals(expected, handedOver);
    for (int i = 0; i < count; i++) {
      assertEquals(1, seen.get(i), "parameter " + i);
    }
  }

  @Test
  void hasNoUpdateWhenTheLossIsNotFinite() {
    Problem problem = Problem.random(new Layout(784, 50, 10), Activation.RELU, 100, 1);
    float[] parameters = problem.parameters().clone();
    Arrays.fill(parameters, problem.layout().w2(), problem.layout().b1(), Float.MAX_VALUE);
    try (TwoLayerNetwork network = problem.network(100, 2)) {
      double loss =
          network.step(
              parameters,
              problem.batch(),
              null,
              new float[parameters.length],
              (from, to) -> {
                throw new AssertionError("updated");
              });
      assertTrue(!Double.isFinite(loss), "loss " + loss);
    }
  }
}
