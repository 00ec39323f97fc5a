package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are zero in a whole batch are left out; nothing else may show it. */
@Tag("slow")
class BlankInputsTest {
  /** Sizes on both sides of what fits in one tile, and of what is cut into several parts. */
  static Stream<Arguments> sizes() {
    return Stream.of(
            new Layout(784, 50, 10),
            new Layout(784, 128, 10),
            new Layout(300, 800, 3),
            new Layout(65, 2100, 10),
            new Layout(7, 3, 2),
            new Layout(1, 20, 2))
        .flatMap(layout -> IntStream.of(1, 33, 100).mapToObj(batch -> Arguments.of(layout, batch)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void changeNothingButTheTime(Layout layout, int batchSize) {
    SplittableRandom random = new SplittableRandom(batchSize);
    try (TwoLayerNetwork network = new TwoLayerNetwork(layout, Activation.RELU, 100, 2)) {
      for (double blank : new double[] {0, 0.34, 0.9, 0.999, 1}) {
        Problem problem = problem(layout, batchSize, blank, random);
        Step step = problem.step();
        Arrays.fill(step.gradient, Float.NaN);
        network.run(step);
        PlainNetwork.Pass expected =
            new PlainNetwork(layout, Activation.RELU)
                .run(PlainNetwork.doubles(problem.parameters()), problem.batch());
        assertEquals(expected.loss(), step.loss, 1e-4 * expected.loss());
        double error = problem.worstGroup(expected.gradient(), step.gradient);
        assertTrue(error <= 1e-4, () -> "with " + blank + " blank the gradient is off by " + error);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void giveTheSameBitsOnAnyNumberOfThreads(int threads) {
    SplittableRandom random = new SplittableRandom(1);
    for (int hidden : new int[] {50, 800}) {
      Problem problem = problem(new Layout(784, hidden, 10), 100, 0.4, random);
      Problem.Result one = problem.run(100, 1);
      Problem.Result several = problem.run(100, threads);
      assertEquals(one.loss(), several.loss());
      assertArrayEquals(one.gradient(), several.gradient());
    }
  }

  /** Some inputs are zero in all examples, and of the others half in each. */
  private static Problem problem(
      Layout layout, int batchSize, double blank, SplittableRandom random) {
    Problem problem = Problem.random(layout, Activation.RELU, batchSize, 100, random.nextInt());
    boolean[] zero = new boolean[layout.inputs()];
    for (int i = 0; i < zero.length; i++) {
      zero[i] = random.nextDouble() < blank;
    }
    byte[] inputs = problem.batch().inputs();
    for (int k = 0; k < batchSize; k++) {
      for (int i = 0; i < zero.length; i++) {
        if (zero[i] || random.nextBoolean()) {
          inputs[k * zero.length + i] = 0;
        }
      }
    }
    problem.batch().setSize(batchSize);
    return problem;
  }
}
