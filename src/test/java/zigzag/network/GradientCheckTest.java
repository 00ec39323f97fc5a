package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.GradientCheck.Group;

@Tag("slow")
class GradientCheckTest {
  private static final Initializers INITIALIZERS = new Initializers();

  private static final double TOLERANCE = 1e-5;

  private static List<Group> compare(Problem problem, float[] gradient, int most) {
    return new GradientCheck(problem.layout(), problem.activation(), problem.batch())
        .compare(problem.parameters(), gradient, most, new SplittableRandom(1));
  }

  @ParameterizedTest
  @EnumSource
  void passesTheGradientOfBackpropagation(Activation activation) {
    for (long seed = 1; seed <= 5; seed++) {
      Problem problem = Problem.random(new Layout(30, 6, 5), activation, 9, seed);
      for (Group group : compare(problem, problem.run().gradient(), 1000)) {
        assertEquals(group.size(), group.checked());
        assertTrue(group.relativeError() < TOLERANCE, group::toString);
      }
    }
  }

  /** One wrong parameter, a wrong sign, a wrong factor: each shows in its group and no other. */
  @ParameterizedTest
  @CsvSource({"0, W1", "1, W2", "2, b1", "3, b2"})
  void failsAGradientThatWasTamperedWith(int group, String name) {
    Problem problem = Problem.random(new Layout(30, 6, 5), Activation.SIGMOID, 9, 1);
    Layout layout = problem.layout();
    int[] bounds = {layout.w1(), layout.w2(), layout.b1(), layout.b2(), layout.parameterCount()};
    int from = bounds[group];
    int to = bounds[group + 1];
    float[] gradient = problem.run().gradient();
    int largest =
        IntStream.range(from, to)
            .reduce(from, (i, j) -> Math.abs(gradient[j]) > Math.abs(gradient[i]) ? j : i);

    float[] one = gradient.clone();
    one[largest] *= 1.01f;
    assertFailsIn(name, compare(problem, one, 1000), 1e-4);
    float[] sign = gradient.clone();
    float[] factor = gradient.clone();
    for (int i = from; i < to; i++) {
      sign[i] = -sign[i];
      factor[i] *= 9;
    }
    assertFailsIn(name, compare(problem, sign, 1000), 0.99);
    assertFailsIn(name, compare(problem, factor, 1000), 0.79);
    float[] none = gradient.clone();
    none[largest] = Float.NaN;
    assertTrue(Double.isNaN(compare(problem, none, 1000).get(group).relativeError()));
  }

  private static void assertFailsIn(String name, List<Group> groups, double least) {
    for (Group group : groups) {
      assertEquals(group.name().equals(name), group.relativeError() > least, group::toString);
      assertEquals(group.name().equals(name), group.relativeError() > TOLERANCE, group::toString);
    }
  }

  @Test
  void comparesNoMoreThanAskedFor() {
    Problem problem = Problem.random(new Layout(30, 6, 5), Activation.TANH, 3, 1);
    List<Group> groups = compare(problem, problem.run().gradient(), 20);
    assertEquals(List.of("W1", "W2", "b1", "b2"), groups.stream().map(Group::name).toList());
    assertEquals(List.of(20, 20, 6, 5), groups.stream().map(Group::checked).toList());
    assertEquals(List.of(180, 30, 6, 5), groups.stream().map(Group::size).toList());
  }

  /** Nothing against nothing is no error. */
  @Test
  void findsNoErrorWhereThereIsNoGradient() {
    Problem problem = Problem.random(new Layout(4, 3, 2), Activation.RELU, 5, 1);
    Problem zero = problem.withParameters(new float[problem.parameters().length]);
    assertEquals(0, compare(zero, zero.run().gradient(), 1000).get(0).relativeError());
  }

  /** All initializers with their own numbers, and with others. */
  static Stream<Initializer> initializers() {
    return Stream.concat(
        INITIALIZERS.all().stream(),
        Stream.of(
                "constant:value=-0.3",
                "normal:std=1e-30",
                "normal:std=1e-5",
                "normal:std=1",
                "orthogonal:gain=1e-3",
                "orthogonal:gain=5")
            .map(INITIALIZERS::named));
  }

  /** And with numbers so large that rounding decides which class is the most probable. */
  static Stream<Initializer> allInitializers() {
    return Stream.concat(
        initializers(),
        Stream.of(
                "constant:value=1",
                "constant:value=100",
                "constant:value=1e10",
                "normal:std=10",
                "normal:std=1000",
                "uniform:limit=30",
                "orthogonal:gain=50")
            .map(INITIALIZERS::named));
  }

  /** One of the examples is blank, so that ReLU units without a bias are at their kink. */
  private static Problem problem(Initializer init, Activation activation, double bias, long seed) {
    Problem problem = Problem.random(new Layout(60, 12, 10), activation, 20, seed);
    Arrays.fill(problem.batch().inputs(), 0, 60, (byte) 0);
    return problem.withParameters(
        InitialParameters.sample(problem.layout(), init, bias, new SplittableRandom(seed)));
  }

  @ParameterizedTest
  @MethodSource("allInitializers")
  void neverBlamesARightGradient(Initializer init) {
    for (Activation activation : Activation.values()) {
      for (double bias : new double[] {0, -0.5, 3}) {
        for (long seed = 1; seed <= 10; seed++) {
          Problem problem = problem(init, activation, bias, seed);
          for (Group group : compare(problem, problem.run().gradient(), 30)) {
            assertTrue(
                group.relativeError() <= GradientCheck.TOLERANCE,
                init.label() + " " + activation + " " + bias + " " + seed + " " + group);
          }
        }
      }
    }
  }

  /**
   * What is a thousandth of the whole gradient, and not in it, is found wherever it lies: at equal
   * weights, too, where most of the true gradient is 0.
   */
  @ParameterizedTest
  @MethodSource("initializers")
  void findsAWrongGradientFromEveryStart(Initializer init) {
    for (Activation activation : Activation.values()) {
      for (long seed = 1; seed <= 3; seed++) {
        Problem problem = problem(init, activation, 0.1, seed);
        Layout layout = problem.layout();
        float[] gradient = problem.run().gradient();
        double squares = 0;
        for (float value : gradient) {
          squares += (double) value * value;
        }
        for (int first : new int[] {layout.w1(), layout.w2(), layout.b1(), layout.b2()}) {
          gradient[first] += (float) (1e-3 * Math.sqrt(squares));
        }
        for (Group group : compare(problem, gradient, 1000)) {
          assertTrue(
              group.relativeError() > GradientCheck.TOLERANCE,
              init.label() + " " + activation + " " + seed + " " + group);
        }
      }
    }
  }
}
