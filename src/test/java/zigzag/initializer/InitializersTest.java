package zigzag.initializer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.initializer.Initializers.Constant;
import zigzag.initializer.Initializers.Normal;
import zigzag.initializer.Initializers.Orthogonal;
import zigzag.initializer.Initializers.Uniform;
import zigzag.initializer.Initializers.Variance;
import zigzag.initializer.Initializers.VarianceScaling;
import zigzag.initializer.Initializers.Zeros;
import zigzag.network.InitialParameters;
import zigzag.network.Layout;

class InitializersTest {
  /** How often a right initializer would fail a two-sided test if its seeds were not fixed. */
  private static final double SIGNIFICANCE = 1e-6;

  /** Each random rule, a layer, and the standard deviation that its formula gives there. */
  static Stream<Arguments> standardDeviations() {
    return Stream.of(
        Arguments.of(new Normal(), 784, 50, 0.01),
        Arguments.of(new Normal(0.3), 17, 23, 0.3),
        Arguments.of(new Uniform(), 784, 50, 0.05 / Math.sqrt(3)),
        Arguments.of(new Uniform(2), 31, 10, 2 / Math.sqrt(3)),
        Arguments.of(new VarianceScaling(Variance.XAVIER, false), 784, 50, Math.sqrt(2 / 834.0)),
        Arguments.of(new VarianceScaling(Variance.XAVIER, false), 50, 784, Math.sqrt(2 / 834.0)),
        Arguments.of(new VarianceScaling(Variance.XAVIER, true), 50, 10, Math.sqrt(2 / 60.0)),
        Arguments.of(new VarianceScaling(Variance.HE, false), 784, 50, Math.sqrt(2 / 784.0)),
        Arguments.of(new VarianceScaling(Variance.HE, false), 50, 784, Math.sqrt(2 / 50.0)),
        Arguments.of(new VarianceScaling(Variance.HE, true), 50, 10, Math.sqrt(2 / 50.0)),
        Arguments.of(new VarianceScaling(Variance.LECUN, false), 784, 50, Math.sqrt(1 / 784.0)),
        Arguments.of(new VarianceScaling(Variance.LECUN, true), 784, 50, Math.sqrt(1 / 784.0)),
        Arguments.of(new VarianceScaling(Variance.XAVIER, true), 20, 40, Math.sqrt(2 / 60.0)));
  }

  @ParameterizedTest
  @MethodSource("standardDeviations")
  void haveTheMeanAndVarianceOfTheirFormula(Initializer rule, int fanIn, int fanOut, double std) {
    for (long seed = 1; seed <= 3; seed++) {
      float[] weights = rule.sample(fanIn, fanOut, new SplittableRandom(seed));
      int n = fanIn * fanOut;
      assertEquals(n, weights.length);
      double mean = sum(weights, 0, 1) / n;
      double bound =
          -NormalDistribution.of(0, 1).inverseCumulativeProbability(SIGNIFICANCE / 2)
              * std
              / Math.sqrt(n);
      assertEquals(0, mean, bound);

      double variance = sum(weights, mean, 2) / (n - 1);
      if (isUniform(rule)) {
        // the fourth central moment of U(-a, a) is 9/5 σ⁴, so Var(s²) is about 0.8 σ⁴ / n
        double z = -NormalDistribution.of(0, 1).inverseCumulativeProbability(SIGNIFICANCE / 2);
        assertEquals(1, variance / (std * std), z * Math.sqrt(0.8 / n));
      } else {
        ChiSquaredDistribution chi = ChiSquaredDistribution.of(n - 1);
        double statistic = (n - 1) * variance / (std * std);
        double low = chi.inverseCumulativeProbability(SIGNIFICANCE / 2);
        double high = chi.inverseSurvivalProbability(SIGNIFICANCE / 2);
        assertTrue(
            statistic > low && statistic < high,
            () -> statistic + " is not in " + low + " to " + high);
      }
    }
  }

  /** Kurtosis tells the two shapes apart: 3 for the normal one, 1.8 for the uniform one. */
  @ParameterizedTest
  @MethodSource("standardDeviations")
  void haveTheShapeOfTheirDistribution(Initializer rule, int fanIn, int fanOut, double std) {
    float[] weights = rule.sample(fanIn, fanOut, new SplittableRandom(7));
    double kurtosis = sum(weights, 0, 4) / weights.length / Math.pow(std, 4);
    assertEquals(isUniform(rule) ? 1.8 : 3, kurtosis, 0.6);
  }

  @ParameterizedTest
  @MethodSource("standardDeviations")
  void uniformOnesFillTheirIntervalAndNoMore(Initializer rule, int fanIn, int fanOut, double std) {
    double limit = std * Math.sqrt(3);
    float[] weights = rule.sample(fanIn, fanOut, new SplittableRandom(1));
    double largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    if (isUniform(rule)) {
      // all n weights stay below (1 - x) of the limit with a probability of (1 - x)ⁿ
      double x = 1 - Math.pow(SIGNIFICANCE, 1.0 / weights.length);
      assertTrue(largest <= (float) limit && largest > (1 - x) * limit, "largest " + largest);
    } else {
      assertTrue(largest > limit, "a normal distribution has tails");
    }
  }

  private static boolean isUniform(Initializer rule) {
    return rule instanceof Uniform || (rule instanceof VarianceScaling v && v.uniform());
  }

  private static double sum(float[] weights, double centre, int power) {
    double sum = 0;
    for (float weight : weights) {
      sum += Math.pow(weight - centre, power);
    }
    return sum;
  }

  @Test
  void fixedOnesAreFixed() {
    assertArrayEquals(new float[12], new Zeros().sample(3, 4, new SplittableRandom(1)));
    float[] expected = new float[12];
    Arrays.fill(expected, -0.25f);
    assertArrayEquals(expected, new Constant(-0.25).sample(3, 4, new SplittableRandom(1)));
  }

  @ParameterizedTest
  @CsvSource({"784, 50, 1", "50, 784, 1", "40, 40, 1", "784, 50, 1.5", "3, 8, 0.25", "1, 1, 2"})
  void orthogonalOnesAreOrthogonal(int fanIn, int fanOut, double gain) {
    float[] w = new Orthogonal(gain).sample(fanIn, fanOut, new SplittableRandom(fanIn));
    boolean tall = fanIn >= fanOut;
    int vectors = Math.min(fanIn, fanOut);
    for (int u = 0; u < vectors; u++) {
      for (int v = 0; v <= u; v++) {
        double dot = 0;
        for (int i = 0; i < Math.max(fanIn, fanOut); i++) {
          double a = tall ? w[i * fanOut + u] : w[u * fanOut + i];
          double b = tall ? w[i * fanOut + v] : w[v * fanOut + i];
          dot += a * b;
        }
        assertEquals(u == v ? gain * gain : 0, dot, 1e-5 * gain * gain);
      }
    }
  }

  /** A uniformly drawn orthogonal matrix has no preferred sign or place. */
  @Test
  void orthogonalOnesHaveNoPreferredDirection() {
    SplittableRandom random = new SplittableRandom(1);
    int draws = 2000;
    double[] sums = new double[9];
    double[] squares = new double[9];
    for (int draw = 0; draw < draws; draw++) {
      float[] q = new Orthogonal().sample(3, 3, random);
      for (int i = 0; i < 9; i++) {
        sums[i] += q[i];
        squares[i] += (double) q[i] * q[i];
      }
    }
    double z = -NormalDistribution.of(0, 1).inverseCumulativeProbability(SIGNIFICANCE / 2);
    for (int i = 0; i < 9; i++) {
      // an entry has mean 0 and variance 1/3; its square has mean 1/3 and variance 1/5 - 1/9
      assertEquals(0, sums[i] / draws, z * Math.sqrt(1.0 / 3 / draws));
      assertEquals(1.0 / 3, squares[i] / draws, z * Math.sqrt(4.0 / 45 / draws));
    }
  }

  static Stream<Initializer> rules() {
    return new Initializers().all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void dependOnTheGeneratorAlone(Initializer rule) {
    float[] first = rule.sample(13, 11, new SplittableRandom(5));
    assertEquals(143, first.length);
    assertArrayEquals(first, rule.sample(13, 11, new SplittableRandom(5)));
    boolean fixed = rule instanceof Zeros || rule instanceof Constant;
    assertEquals(
        fixed, Arrays.equals(first, rule.sample(13, 11, new SplittableRandom(6))), "another seed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refuseNumbersThatAreNotFinite(double bad) {
    assertQuoted(bad, assertRefused(() -> new Constant(bad)));
    assertQuoted(bad, assertRefused(() -> new Normal(bad)));
    assertQuoted(bad, assertRefused(() -> new Uniform(bad)));
    assertQuoted(bad, assertRefused(() -> new Orthogonal(bad)));
  }

  @Test
  void refuseNegativeWidths() {
    assertQuoted(-0.5, assertRefused(() -> new Normal(-0.5)));
    assertQuoted(-0.5, assertRefused(() -> new Uniform(-0.5)));
    assertQuoted(-0.5, assertRefused(() -> new Orthogonal(-0.5)));
    assertEquals(-0.5f, new Constant(-0.5).sample(1, 1, new SplittableRandom(1))[0]);
  }

  private static IllegalArgumentException assertRefused(Executable construct) {
    return assertThrows(IllegalArgumentException.class, construct);
  }

  private static void assertQuoted(double bad, IllegalArgumentException e) {
    assertTrue(e.getMessage().contains(" is " + bad + ";"), e.getMessage());
  }

  @Test
  void parametersAreWeightsOfEachLayerAndOneBias() {
    Layout layout = new Layout(5, 3, 2);
    float[] parameters =
        InitialParameters.sample(layout, new Normal(1), 0.125, new SplittableRandom(9));
    SplittableRandom same = new SplittableRandom(9);
    float[] w1 = new Normal(1).sample(5, 3, same);
    float[] w2 = new Normal(1).sample(3, 2, same);
    assertArrayEquals(w1, Arrays.copyOfRange(parameters, layout.w1(), layout.w2()));
    assertArrayEquals(w2, Arrays.copyOfRange(parameters, layout.w2(), layout.b1()));
    assertArrayEquals(
        new float[] {0.125f, 0.125f, 0.125f, 0.125f, 0.125f},
        Arrays.copyOfRange(parameters, layout.b1(), layout.parameterCount()));
  }

  /** Each layer is scaled by its own fans. */
  @Test
  void parametersAreScaledLayerByLayer() {
    Layout layout = new Layout(784, 50, 10);
    float[] parameters =
        InitialParameters.sample(
            layout, new VarianceScaling(Variance.HE, true), 0, new SplittableRandom(1));
    double first = largest(parameters, layout.w1(), layout.w2());
    double second = largest(parameters, layout.w2(), layout.b1());
    assertTrue(first <= Math.sqrt(6 / 784.0) && first > 0.99 * Math.sqrt(6 / 784.0));
    assertTrue(second <= Math.sqrt(6 / 50.0) && second > 0.95 * Math.sqrt(6 / 50.0));
    assertFalse(largest(parameters, layout.b1(), parameters.length) > 0);
  }

  private static double largest(float[] values, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
