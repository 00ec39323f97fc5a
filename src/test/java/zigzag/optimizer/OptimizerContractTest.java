package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;

/** What holds for every rule. */
class OptimizerContractTest {
  private static final Optimizers OPTIMIZERS = new Optimizers();

  static Collection<Optimizer> rules() {
    return OPTIMIZERS.all();
  }

  static Stream<Arguments> rulesAndSeeds() {
    return rules().stream()
        .flatMap(rule -> IntStream.of(1, 2, 3).mapToObj(seed -> Arguments.of(rule, seed)));
  }

  static Stream<Arguments> rulesAndLengths() {
    return rules().stream()
        .flatMap(
            rule ->
                IntStream.of(0, 1, 2, 3, 7, 8, 9, 15, 17, 33, 127)
                    .mapToObj(length -> Arguments.of(rule, length)));
  }

  /** Every hyperparameter of every rule with every value that it must refuse. */
  static Stream<Arguments> badHyperparameters() {
    return rules().stream()
        .flatMap(
            rule ->
                Optimizers.hyperparameters(rule).keySet().stream()
                    .flatMap(name -> badValues(name).map(bad -> Arguments.of(rule, name, bad))));
  }

  private static Stream<Double> badValues(String name) {
    Stream<Double> always =
        Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-3, 1e39);
    return Stream.concat(
        always,
        switch (name) {
          case "learningRate", "epsilon" -> Stream.of(0.0, -0.0, 1e-60);
          case "momentum", "rho", "beta1", "beta2" -> Stream.of(1.0, 1.5);
          default -> throw new AssertionError(name + " has no known range");
        });
  }

  /** A rate at which the rule gets down the bowl in 4000 steps. */
  private static double suitableRate(Optimizer rule) {
    return switch (rule.name()) {
      case "sgd", "momentum", "nesterov" -> 0.05;
      case "adagrad" -> 0.5;
      // at its published rate of 1, its steps keep themselves up: it circles the bottom
      case "adadelta" -> 0.5;
      default -> 0.002;
    };
  }

  /** Several threads share a step, so where a slice ends must not show in its result. */
  @ParameterizedTest
  @MethodSource("rulesAndSeeds")
  void doesTheSameSliceBySlice(Optimizer rule, int seed) {
    ElementwiseOptimizer elementwise = assertInstanceOf(ElementwiseOptimizer.class, rule);
    SplittableRandom random = new SplittableRandom(seed);
    int length = 500;
    float[] whole = new float[length];
    for (int i = 0; i < length; i++) {
      whole[i] = (float) random.nextGaussian();
    }
    float[] parts = whole.clone();
    float[][] wholeSlots = new float[rule.slots()][length];
    float[][] partSlots = new float[rule.slots()][length];
    for (long t = 1; t <= 5; t++) {
      float[] gradient = new float[length];
      for (int i = 0; i < length; i++) {
        gradient[i] = (float) random.nextGaussian();
      }
      rule.step(whole, gradient.clone(), wholeSlots, t, 0.01);
      int to = length;
      while (to > 0) {
        int from = Math.max(0, to - random.nextInt(150));
        elementwise.step(parts, gradient, partSlots, from, to, t, 0.01);
        to = from;
      }
    }
    assertArrayEquals(whole, parts);
    for (int slot = 0; slot < rule.slots(); slot++) {
      assertArrayEquals(wholeSlots[slot], partSlots[slot]);
    }
  }

  @ParameterizedTest
  @MethodSource("rulesAndSeeds")
  void descendsToTheBottomOfABowl(Optimizer rule, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] curvature = new float[9];
    for (int i = 0; i < curvature.length; i++) {
      curvature[i] = (float) random.nextDouble(0.5, 4);
    }
    Run run = new Run(rule, Run.normal(random, curvature.length));
    double before = bowl(curvature, run.parameters);
    for (int step = 0; step < 4000; step++) {
      float[] gradient = new float[curvature.length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = curvature[i] * run.parameters[i];
      }
      run.stepAt(suitableRate(rule), gradient);
    }
    double after = bowl(curvature, run.parameters);
    assertTrue(after < 1e-5 * before, () -> "from " + before + " to " + after);
  }

  private static double bowl(float[] curvature, float[] parameters) {
    double loss = 0;
    for (int i = 0; i < curvature.length; i++) {
      loss += 0.5 * curvature[i] * parameters[i] * parameters[i];
    }
    return loss;
  }

  @ParameterizedTest
  @MethodSource("rulesAndLengths")
  void treatsEveryParameterAsIfItWereAlone(Optimizer rule, int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] start = Run.normal(random, length);
    float[][] gradients = {
      Run.normal(random, length), Run.normal(random, length), Run.normal(random, length)
    };
    Run together = new Run(rule, start);
    for (float[] gradient : gradients) {
      together.step(gradient);
    }
    for (int i = 0; i < length; i++) {
      Run alone = new Run(rule, start[i]);
      for (float[] gradient : gradients) {
        alone.step(gradient[i]);
      }
      assertEquals(alone.parameters[0], together.parameters[i]);
      for (int slot = 0; slot < rule.slots(); slot++) {
        assertEquals(alone.slots[slot][0], together.slots[slot][i]);
      }
    }
    assertEquals(length, together.parameters.length);
  }

  @ParameterizedTest
  @MethodSource("rulesAndSeeds")
  void goesOnBitForBitFromACheckpoint(Optimizer rule, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Run uninterrupted = new Run(rule, Run.normal(random, 33));
    for (int step = 0; step < 20; step++) {
      uninterrupted.step(Run.normal(random, 33));
    }
    Run resumed = uninterrupted.copy();
    for (int step = 0; step < 20; step++) {
      float[] gradient = Run.normal(random, 33);
      uninterrupted.step(gradient);
      resumed.step(gradient);
    }
    assertSameState(uninterrupted, resumed);
  }

  @ParameterizedTest
  @MethodSource("rulesAndSeeds")
  void keepsInterleavedRunsApart(Optimizer rule, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] gradients = new float[20][];
    for (int step = 0; step < gradients.length; step++) {
      gradients[step] = Run.normal(random, 17);
    }
    float[] start = Run.normal(random, 17);
    Run alone = new Run(rule, start);
    for (float[] gradient : gradients) {
      alone.step(gradient);
    }
    Run first = new Run(rule, start);
    Run second = new Run(rule, Run.normal(random, 17));
    for (float[] gradient : gradients) {
      second.stepAt(0.5, Run.normal(random, 17));
      first.step(gradient);
    }
    assertSameState(alone, first);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void leavesAParameterWithoutGradientWhereItIs(Optimizer rule) {
    Run run = new Run(rule, 0.25f, -3, 0);
    for (int step = 0; step < 100; step++) {
      run.step(0, 0, 0);
    }
    assertArrayEquals(new float[] {0.25f, -3, 0}, run.parameters);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void showsANonFiniteGradientInTheParameters(Optimizer rule) {
    Run run = new Run(rule, 1, 1).step(Float.NaN, 0.5f);
    assertTrue(Float.isNaN(run.parameters[0]));
    assertTrue(Float.isFinite(run.parameters[1]));
  }

  @ParameterizedTest
  @MethodSource("badHyperparameters")
  void refusesBadHyperparametersAndQuotesThem(Optimizer rule, String name, double bad) {
    InputException e =
        assertThrows(InputException.class, () -> OPTIMIZERS.create(rule.name(), Map.of(name, bad)));
    assertTrue(e.getMessage().startsWith(rule.name() + ": " + name + " must be "), e.getMessage());
    assertTrue(e.getMessage().endsWith("not " + bad), e.getMessage());
    assertInstanceOf(IllegalArgumentException.class, e.getCause());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isARecordOfItsHyperparametersWithTheLearningRateFirst(Optimizer rule) {
    Map<String, Double> hyperparameters = Optimizers.hyperparameters(rule);
    assertEquals("learningRate", hyperparameters.keySet().iterator().next());
    assertEquals(rule.learningRate(), hyperparameters.get("learningRate"));
    assertEquals(rule, OPTIMIZERS.create(rule.name(), hyperparameters));
    assertFalse(rule.formula().contains("\n"));
    assertTrue(rule.formula().contains("θ ← θ"));
    assertTrue(rule.source().matches(".*\\b(19|20)\\d\\d\\b.*"), "a year in " + rule.source());
  }

  private static void assertSameState(Run expected, Run actual) {
    assertArrayEquals(expected.parameters, actual.parameters);
    assertArrayEquals(expected.slots, actual.slots);
  }
}
