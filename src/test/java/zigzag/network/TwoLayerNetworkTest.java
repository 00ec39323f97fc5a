package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the network to {@link PlainNetwork}. */
@Tag("slow")
class TwoLayerNetworkTest {
  private static final double TOLERANCE = 1e-4;
  private static final int[] BATCH_SIZES = {1, 2, 31, 33, 100};

  static Stream<Arguments> sizes() {
    return Arrays.stream(Activation.values())
        .flatMap(
            activation ->
                IntStream.of(1, 7, 784)
                    .boxed()
                    .flatMap(
                        inputs ->
                            IntStream.of(1, 3, 50, 129)
                                .boxed()
                                .flatMap(
                                    hidden ->
                                        IntStream.of(2, 3, 10, 256)
                                            .mapToObj(c -> new Layout(inputs, hidden, c))))
                    .map(layout -> Arguments.of(activation, layout)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void agreesWithTheReference(Activation activation, Layout layout) {
    for (int size : BATCH_SIZES) {
      assertAgrees(Problem.random(layout, activation, size, 100 + size), size);
    }
  }

  @ParameterizedTest
  @CsvSource({"1023, 100", "1024, 100", "1100, 129", "2048, 300"})
  void wideLayersAgreeWithTheReference(int hidden, int capacity) {
    Layout layout = new Layout(784, hidden, 10);
    try (TwoLayerNetwork network = new TwoLayerNetwork(layout, Activation.RELU, capacity, 2)) {
      for (int size : new int[] {capacity, 33}) {
        assertAgrees(Problem.random(layout, Activation.RELU, size, capacity, size), network);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void agreesOnABatchThatIsNotFull(Activation activation, Layout layout) {
    try (TwoLayerNetwork network = new TwoLayerNetwork(layout, activation, 100, 2)) {
      // shrinking, so that every batch leaves traces for the next one
      for (int size : new int[] {100, 51, 33, 2, 1}) {
        assertAgrees(Problem.random(layout, activation, size, 100, 200 + size), network);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheReferenceUnderDropout(Activation activation) {
    for (int size : BATCH_SIZES) {
      Problem problem = Problem.random(new Layout(784, 50, 10), activation, size, 300 + size);
      float[] mask = mask(size * 50, 0.3, size);
      Step step = problem.step();
      step.mask = mask;
      try (TwoLayerNetwork network = problem.network(size, 2)) {
        network.run(step);
        double[] theta = PlainNetwork.doubles(problem.parameters());
        PlainNetwork.Pass expected =
            new PlainNetwork(problem.layout(), activation).run(theta, problem.batch(), mask, 0);
        assertEquals(expected.loss(), step.loss, TOLERANCE * expected.loss());
        assertTrue(problem.worstGroup(expected.gradient(), step.gradient) < TOLERANCE);
        Problem.Result after = problem.run(network);
        assertEquals(problem.run().loss(), after.loss(), "the mask is for one step alone");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0.1", "10, 0.05", "10, 0.9"})
  void agreesWithTheReferenceUnderLabelSmoothing(int classes, double smoothing) {
    Problem problem = Problem.random(new Layout(50, 20, classes), Activation.TANH, 40, 7);
    Step step = new Step(problem.layout(), 40, smoothing);
    step.parameters = problem.parameters();
    step.batch = problem.batch();
    step.gradient = new float[problem.parameters().length];
    try (TwoLayerNetwork network = problem.network(40, 2)) {
      network.run(step);
      double[] theta = PlainNetwork.doubles(problem.parameters());
      PlainNetwork.Pass expected =
          new PlainNetwork(problem.layout(), problem.activation())
              .run(theta, problem.batch(), null, smoothing);
      assertEquals(expected.loss(), step.loss, TOLERANCE * expected.loss());
      assertTrue(problem.worstGroup(expected.gradient(), step.gradient) < TOLERANCE);
    }
    for (double wrong : new double[] {1, -0.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new Step(problem.layout(), 40, wrong));
    }
  }

  private static float[] mask(int length, double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] mask = new float[length];
    for (int i = 0; i < length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
    }
    return mask;
  }

  @Test
  void refusesAMaskThatIsTooShort() {
    Problem problem = Problem.random(new Layout(7, 5, 3), Activation.RELU, 4, 1);
    try (TwoLayerNetwork network = problem.network(4, 1)) {
      Step step = problem.step();
      step.mask = new float[19];
      assertThrows(IllegalArgumentException.class, () -> network.run(step));
    }
  }

  private static void assertAgrees(Problem problem, int capacity) {
    try (TwoLayerNetwork network = problem.network(capacity, 1)) {
      assertAgrees(problem, network);
    }
  }

  private static void assertAgrees(Problem problem, TwoLayerNetwork network) {
    int examples = problem.batch().size();
    int classes = problem.layout().classes();
    PlainNetwork.Pass expected =
        new PlainNetwork(problem.layout(), problem.activation())
            .run(PlainNetwork.doubles(problem.parameters()), problem.batch());
    Problem.Result actual = problem.run(network);
    assertEquals(expected.loss(), actual.loss(), TOLERANCE * expected.loss());
    double error = problem.worstGroup(expected.gradient(), actual.gradient());
    assertTrue(error <= TOLERANCE, () -> examples + " examples: the gradient is off by " + error);

    Step step = problem.step();
    network.forward(step);
    float[] p = Arrays.copyOf(step.outputs, network.layout().classes() * examples);
    assertEquals(expected.loss(), step.loss, TOLERANCE * expected.loss());
    double[] flat = Arrays.stream(expected.p()).flatMapToDouble(Arrays::stream).toArray();
    double off = Problem.relativeError(flat, PlainNetwork.doubles(p), 0, p.length);
    assertTrue(off <= TOLERANCE, () -> examples + " examples: probabilities are off by " + off);
    for (int k = 0; k < examples; k++) {
      double sum = 0;
      for (int l = 0; l < classes; l++) {
        sum += p[k * classes + l];
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsTheExamplesThatAreRight(Activation activation) {
    for (long seed = 1; seed <= 20; seed++) {
      Problem problem = Problem.random(new Layout(7, 5, 3), activation, 33, seed);
      double[][] p =
          new PlainNetwork(problem.layout(), activation)
              .run(PlainNetwork.doubles(problem.parameters()), problem.batch())
              .p();
      int right = 0;
      for (int k = 0; k < p.length; k++) {
        double[] row = p[k];
        double largest = Arrays.stream(row).max().orElseThrow();
        right += row[problem.batch().labels()[k]] == largest ? 1 : 0;
      }
      assertEquals(right, problem.run().correct());
    }
  }

  /** Of equal classes the first is the guess. */
  @Test
  void guessesTheFirstOfEqualClasses() {
    Problem problem = Problem.random(new Layout(2, 2, 3), Activation.RELU, 10, 1);
    Problem zero = problem.withParameters(new float[problem.parameters().length]);
    long firsts = Arrays.stream(problem.batch().labels()).filter(label -> label == 0).count();
    assertEquals(firsts, zero.run().correct());
  }

  @ParameterizedTest
  @CsvSource({"RELU, 1e3", "RELU, 1e4", "SIGMOID, 1e3", "SIGMOID, 1e4", "TANH, 1e3", "TANH, 1e4"})
  void takesExtremeLogits(Activation activation, double scale) {
    SplittableRandom random = new SplittableRandom(3);
    Problem problem = Problem.random(new Layout(20, 9, 10), activation, 33, 3);
    float[] parameters = new float[problem.parameters().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (scale * random.nextDouble(-1, 1));
    }
    Problem extreme = problem.withParameters(parameters);
    double expected =
        new PlainNetwork(problem.layout(), activation)
            .run(PlainNetwork.doubles(parameters), problem.batch())
            .loss();
    assertTrue(expected > scale / 10, "loss " + expected + " is not extreme");
    Problem.Result result = extreme.run();
    assertEquals(expected, result.loss(), TOLERANCE * expected);
    for (float value : result.gradient()) {
      assertTrue(Float.isFinite(value));
    }
    Step step = extreme.step();
    try (TwoLayerNetwork network = extreme.network(33, 1)) {
      network.forward(step);
    }
    for (float value : step.outputs) {
      assertTrue(value >= 0 && value <= 1, () -> "probability " + value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsAParameterThatIsNoNumberInTheLoss(Activation activation) {
    Problem problem = Problem.random(new Layout(5, 3, 4), activation, 33, 1);
    try (TwoLayerNetwork network = problem.network(33, 2)) {
      for (int i = 0; i < problem.parameters().length; i++) {
        float[] parameters = problem.parameters().clone();
        parameters[i] = Float.NaN;
        assertTrue(Double.isNaN(problem.withParameters(parameters).run(network).loss()), "at " + i);
      }
      assertTrue(Double.isFinite(problem.run(network).loss()), "the NaNs are gone again");
    }
  }

  /** A sigmoid of ±∞ is a number, so only the output layer is certain to show an infinity. */
  @ParameterizedTest
  @EnumSource
  void showsAnInfiniteOutputBiasInTheLoss(Activation activation) {
    Problem problem = Problem.random(new Layout(5, 3, 4), activation, 33, 1);
    for (int l = 0; l < 4; l++) {
      float[] parameters = problem.parameters().clone();
      parameters[problem.layout().b2() + l] = Float.POSITIVE_INFINITY;
      assertFalse(Double.isFinite(problem.withParameters(parameters).run().loss()));
    }
  }

  @Test
  void showsAnInfiniteWeightOfARelu() {
    Problem problem = Problem.random(new Layout(5, 3, 4), Activation.RELU, 33, 1);
    for (int i : new int[] {problem.layout().w1(), problem.layout().b1()}) {
      float[] parameters = problem.parameters().clone();
      parameters[i] = Float.POSITIVE_INFINITY;
      assertFalse(Double.isFinite(problem.withParameters(parameters).run().loss()));
    }
  }

  @Test
  void refusesWhatHasNotItsSize() {
    Layout layout = new Layout(5, 3, 4);
    Problem problem = Problem.random(layout, Activation.TANH, 10, 1);
    int count = layout.parameterCount();
    assertEquals(5 * 3 + 3 * 4 + 3 + 4, count);
    try (TwoLayerNetwork network = problem.network(10, 1)) {
      for (int wrong : new int[] {0, count - 1, count + 1}) {
        assertRefused(network, new float[wrong], problem.batch(), new float[count]);
        assertRefused(network, new float[count], problem.batch(), new float[wrong]);
      }
      Batch empty = new Batch(10, 5);
      assertRefused(network, new float[count], empty, new float[count]);
      Batch large = new Batch(11, 5);
      large.setSize(11);
      assertRefused(network, new float[count], large, new float[count]);
    }
  }

  @ParameterizedTest
  @CsvSource({"4", "6", "10"})
  void refusesExamplesOfAnotherSize(int inputs) {
    Problem problem = Problem.random(new Layout(5, 3, 4), Activation.TANH, 10, 1);
    Batch other = new Batch(10, inputs);
    other.setSize(2);
    try (TwoLayerNetwork network = problem.network(10, 1)) {
      float[] parameters = problem.parameters();
      assertRefused(network, parameters, other, new float[parameters.length]);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "4", "1000"})
  void refusesALabelThatIsNoClass(int label) {
    Problem problem = Problem.random(new Layout(5, 3, 4), Activation.TANH, 10, 1);
    problem.batch().labels()[9] = label;
    try (TwoLayerNetwork network = problem.network(10, 1)) {
      float[] parameters = problem.parameters();
      assertRefused(network, parameters, problem.batch(), new float[parameters.length]);
    }
  }

  private static void assertRefused(
      TwoLayerNetwork network, float[] parameters, Batch batch, float[] gradient) {
    Step step = Step.of(network.layout(), parameters, batch);
    step.gradient = gradient;
    assertThrows(IllegalArgumentException.class, () -> network.run(step));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1, 0", "2147483647, 1"})
  void refusesSizesThatCannotBe(int capacity, int threads) {
    Layout layout = new Layout(5, 3, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> new TwoLayerNetwork(layout, Activation.RELU, capacity, threads));
  }
}
