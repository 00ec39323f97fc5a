package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold between the results of a network, whatever they are. */
class NetworkLawTest {
  /** What the order of float sums may change, relative to a group's norm. */
  private static final double ROUNDING = 3e-6;

  static Stream<Arguments> problems() {
    return Stream.of(Activation.values())
        .flatMap(
            activation ->
                Stream.of(new Layout(784, 50, 10), new Layout(7, 129, 3), new Layout(401, 33, 26))
                    .map(layout -> Arguments.of(activation, layout)));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theNumberOfThreadsChangesNoBit(Activation activation, Layout layout) {
    for (int size : new int[] {100, 33, 7, 200}) {
      Problem problem = Problem.random(layout, activation, size, 200, size);
      Problem.Result one = problem.run(200, 1);
      for (int threads = 2; threads <= 4; threads++) {
        assertSame(one, problem.run(200, threads));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void callsDoNotChangeEachOther(Activation activation, Layout layout) {
    Problem problem = Problem.random(layout, activation, 100, 1);
    Problem other = Problem.random(layout, activation, 40, 2);
    Problem.Result fresh = problem.run(100, 2);
    try (TwoLayerNetwork network = problem.network(100, 2)) {
      for (int call = 0; call < 5; call++) {
        assertSame(fresh, problem.run(network));
        other.run(network);
        network.forward(other.step());
      }
    }
  }

  private static void assertSame(Problem.Result expected, Problem.Result actual) {
    assertEquals(expected.loss(), actual.loss());
    assertEquals(expected.correct(), actual.correct());
    assertArrayEquals(expected.gradient(), actual.gradient());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void bothPassesGiveTheSameLoss(Activation activation, Layout layout) {
    Problem problem = Problem.random(layout, activation, 77, 100, 1);
    Problem.Result expected = problem.run(100, 2);
    try (TwoLayerNetwork network = problem.network(100, 2)) {
      Step step = problem.step();
      network.forward(step);
      assertEquals(expected.loss(), step.loss);
      assertEquals(expected.correct(), step.correct);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theCapacityMattersNoMoreThanRounding(Activation activation, Layout layout) {
    Problem problem = Problem.random(layout, activation, 31, 1);
    Problem.Result tight = problem.run(31, 1);
    for (int capacity : new int[] {32, 100, 500}) {
      assertClose(problem, tight, problem.run(capacity, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void permutingHiddenUnitsPermutesTheGradient(Activation activation, Layout layout) {
    Problem problem = Problem.random(layout, activation, 100, 1);
    int[] order = permutation(layout.hidden(), 5);
    Problem.Result permuted =
        problem.withParameters(permute(layout, problem.parameters(), order)).run();
    Problem.Result result = problem.run();
    float[] expected = permute(layout, result.gradient(), order);
    assertClose(problem, new Problem.Result(result.loss(), 0, expected), permuted);
  }

  private static int[] permutation(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Hidden unit j becomes the one that was {@code order[j]}. */
  private static float[] permute(Layout layout, float[] vector, int[] order) {
    float[] permuted = vector.clone();
    int m = layout.hidden();
    int c = layout.classes();
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < layout.inputs(); i++) {
        permuted[layout.w1() + i * m + j] = vector[layout.w1() + i * m + order[j]];
      }
      System.arraycopy(vector, layout.w2() + order[j] * c, permuted, layout.w2() + j * c, c);
      permuted[layout.b1() + j] = vector[layout.b1() + order[j]];
    }
    return permuted;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aBatchTwiceOverHasTheSameMean(Activation activation, Layout layout) {
    Problem problem = Problem.random(layout, activation, 50, 1);
    Batch twice = new Batch(100, layout.inputs());
    for (int half = 0; half < 2; half++) {
      int from = half * 50;
      byte[] inputs = problem.batch().inputs();
      System.arraycopy(inputs, 0, twice.inputs(), from * layout.inputs(), inputs.length);
      System.arraycopy(problem.batch().labels(), 0, twice.labels(), from, 50);
    }
    twice.setSize(100);
    assertClose(problem, problem.run(), problem.withBatch(twice).run());
  }

  private static void assertClose(Problem problem, Problem.Result expected, Problem.Result actual) {
    assertEquals(expected.loss(), actual.loss(), ROUNDING * expected.loss());
    double error = problem.worstGroup(PlainNetwork.doubles(expected.gradient()), actual.gradient());
    assertTrue(error <= ROUNDING, () -> "the gradient is off by " + error);
  }

  /** Units that start at 0 put out 0, and through W2 = 0 nothing comes back. */
  @Test
  void onlyTheOutputBiasOfAZeroReluNetworkLearns() {
    Problem problem = Problem.random(new Layout(784, 50, 10), Activation.RELU, 100, 1);
    Layout layout = problem.layout();
    Problem.Result result = problem.withParameters(new float[layout.parameterCount()]).run();
    for (int i = 0; i < layout.b2(); i++) {
      assertEquals(0, result.gradient()[i]);
    }
    int[] counts = new int[10];
    for (int label : problem.batch().labels()) {
      counts[label]++;
    }
    for (int l = 0; l < 10; l++) {
      assertEquals(0.1 - counts[l] / 100.0, result.gradient()[layout.b2() + l], 1e-7);
    }
    assertEquals(Math.log(10), result.loss(), 1e-7);
  }

  static Stream<Arguments> hiddenUnits() {
    return Stream.of(Activation.values())
        .flatMap(
            activation ->
                Stream.of(2, 7, 24, 33, 40, 50, 100, 128)
                    .map(hidden -> Arguments.of(activation, hidden)));
  }

  /**
   * BLAS may sum the columns of a product by different kernels, so hidden units that are equal may
   * drift apart: by up to 33 ulps of the largest entry in one step (24 units, tanh, AVX2), and not
   * at all for a multiple of 16 units.
   */
  @ParameterizedTest
  @MethodSource("hiddenUnits")
  void equalHiddenUnitsGetEqualGradients(Activation activation, int hidden) {
    for (int size : new int[] {1, 33, 100}) {
      Problem problem = Problem.random(new Layout(784, hidden, 10), activation, size, 1);
      Layout layout = problem.layout();
      float[] parameters = permute(layout, problem.parameters(), new int[hidden]);
      float[] gradient = problem.withParameters(parameters).run().gradient();
      // as if every unit had the gradient of unit 0
      float[] expected = permute(layout, gradient, new int[hidden]);
      assertWithinUlps(expected, gradient, layout.w1(), layout.w2());
      assertWithinUlps(expected, gradient, layout.w2(), layout.b1());
      assertWithinUlps(expected, gradient, layout.b1(), layout.b2());
    }
  }

  /**
   * H equal units are one: with outgoing weights w each they put out what one unit with H w puts
   * out. Under SGD the H weights take H equal steps, so the one unit's outgoing weights learn H
   * times as fast for the same path, while its incoming ones learn as fast as each of theirs
   * divided by H, for its gradient is that of all H together.
   */
  @ParameterizedTest
  @EnumSource
  void equalUnitsTrainLikeOne(Activation activation) {
    int hidden = 48;
    double rate = 0.05;
    Layout many = new Layout(784, hidden, 10);
    Layout one = new Layout(784, 1, 10);
    Problem problem = Problem.random(many, activation, 100, 5);
    float[] equal = permute(many, problem.parameters(), new int[hidden]);
    double[] single = new double[one.parameterCount()];
    for (int i = 0; i < 784; i++) {
      single[one.w1() + i] = equal[many.w1() + i * hidden];
    }
    for (int l = 0; l < 10; l++) {
      single[one.w2() + l] = hidden * (double) equal[many.w2() + l];
      single[one.b2() + l] = equal[many.b2() + l];
    }
    single[one.b1()] = equal[many.b1()];
    PlainNetwork reference = new PlainNetwork(one, activation);
    try (TwoLayerNetwork network = problem.network(100, 1)) {
      Step pass = Step.of(many, equal, problem.batch());
      for (int step = 0; step < 20; step++) {
        network.run(pass);
        PlainNetwork.Pass expected = reference.run(single, problem.batch());
        assertEquals(expected.loss(), pass.loss, 1e-4 * expected.loss(), "step " + step);
        for (int i = 0; i < equal.length; i++) {
          equal[i] -= (float) rate * pass.gradient[i];
        }
        for (int i = 0; i < single.length; i++) {
          double factor = i < one.w2() || i == one.b1() ? 1.0 / hidden : i < one.b1() ? hidden : 1;
          single[i] -= rate * factor * expected.gradient()[i];
        }
      }
    }
  }

  private static void assertWithinUlps(float[] expected, float[] actual, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    for (int i = from; i < to; i++) {
      assertEquals(expected[i], actual[i], 100 * Math.ulp(largest));
    }
  }
}
