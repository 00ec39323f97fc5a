package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step hands over the same gradient as {@link TwoLayerNetwork#run}, in slices. */
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
    Step step = Step.of(layout, parameters, problem.batch());
    float[] handedOver = new float[count];
    try (TwoLayerNetwork network = problem.network(100, threads)) {
      step.update =
          (from, to) -> {
            for (int i = from; i < to; i++) {
              seen.incrementAndGet(i);
              handedOver[i] = step.gradient[i];
              parameters[i] -= 0.1f * step.gradient[i];
            }
          };
      network.run(step);
      assertEquals(problem.run().loss(), step.loss);
      assertEquals(Math.sqrt(squares), step.gradientNorm, 1e-6 * Math.sqrt(squares));
      // and the next step sees what the update did
      step.update = (from, to) -> {};
      network.run(step);
      assertEquals(problem.withParameters(parameters).run().loss(), step.loss);
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
      Step step = Step.of(problem.layout(), parameters, problem.batch());
      step.update =
          (from, to) -> {
            throw new AssertionError("updated");
          };
      network.run(step);
      assertTrue(!Double.isFinite(step.loss), "loss " + step.loss);
    }
  }
}
