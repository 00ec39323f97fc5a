package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule against its published formula in doubles, one parameter at a time. */
class OptimizerReferenceTest {
  private static final int STEPS = 50;
  private static final int LENGTH = 65;
  private static final double TOLERANCE = 1e-5;

  /** One parameter and what a rule remembers of it, each under the name it has in the paper. */
  private static final class Scalar {
    double theta;
    double m;
    double v;
    double s;
    double d;
    double max;

    void step(String rule, double g, int t) {
      switch (rule) {
        case "sgd" -> theta -= 0.01 * g;
        case "momentum" -> {
          v = 0.9 * v - 0.01 * g;
          theta += v;
        }
        case "nesterov" -> {
          double old = v;
          v = 0.9 * v - 0.01 * g;
          // φ moves by v; θ = φ + 0.9 v looks ahead of it
          theta += v + 0.9 * v - 0.9 * old;
        }
        case "adagrad" -> {
          s += g * g;
          theta -= 0.01 / (Math.sqrt(s) + 1e-8) * g;
        }
        case "rmsprop" -> {
          s = 0.9 * s + 0.1 * g * g;
          theta -= 0.001 / (Math.sqrt(s) + 1e-8) * g;
        }
        case "adadelta" -> {
          s = 0.95 * s + 0.05 * g * g;
          double delta = -Math.sqrt(d + 1e-6) / Math.sqrt(s + 1e-6) * g;
          d = 0.95 * d + 0.05 * delta * delta;
          theta += delta;
        }
        case "adam", "adamw" -> {
          moments(g);
          theta -= 0.001 * mHat(t) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
        }
        case "nadam" -> {
          moments(g);
          double mBar = 0.9 * m / (1 - Math.pow(0.9, t + 1.0)) + 0.1 * g / (1 - Math.pow(0.9, t));
          theta -= 0.002 * mBar / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
        }
        case "amsgrad" -> {
          moments(g);
          max = Math.max(max, v);
          theta -= 0.001 * mHat(t) / (Math.sqrt(max / (1 - Math.pow(0.999, t))) + 1e-8);
        }
        case "lion" -> {
          theta -= 1e-4 * Math.signum(0.9 * m + 0.1 * g);
          m = 0.99 * m + 0.01 * g;
        }
        default -> throw new AssertionError("no reference for " + rule);
      }
    }

    private void moments(double g) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
    }

    private double mHat(int t) {
      return m / (1 - Math.pow(0.9, t));
    }

    double[] slots(String rule) {
      return switch (rule) {
        case "sgd" -> new double[] {};
        case "momentum", "nesterov" -> new double[] {v};
        case "adagrad", "rmsprop" -> new double[] {s};
        case "adadelta" -> new double[] {s, d};
        case "adam", "adamw", "nadam" -> new double[] {m, v};
        case "amsgrad" -> new double[] {m, v, max};
        case "lion" -> new double[] {m};
        default -> throw new AssertionError("no reference for " + rule);
      };
    }
  }

  static Stream<Arguments> rulesAndSeeds() {
    return new Optimizers()
        .all().stream()
            .flatMap(rule -> IntStream.of(1, 2, 3).mapToObj(seed -> Arguments.of(rule, seed)));
  }

  @ParameterizedTest
  @MethodSource("rulesAndSeeds")
  void followsTheFormula(Optimizer rule, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // starts at 0, so that the parameters are the sum of the steps and nothing hides their error
    Run run = new Run(rule, new float[LENGTH]);
    Scalar[] reference = Stream.generate(Scalar::new).limit(LENGTH).toArray(Scalar[]::new);
    for (int t = 1; t <= STEPS; t++) {
      // gradients that swell and shrink, so that maxima and means part
      float[] gradient = Run.times(1.5 + Math.sin(t / 4.0), Run.normal(random, LENGTH));
      run.step(gradient);
      for (int i = 0; i < LENGTH; i++) {
        reference[i].step(rule.name(), gradient[i], t);
      }
    }
    assertClose("parameters", run.parameters, i -> reference[i].theta);
    for (int slot = 0; slot < run.slots.length; slot++) {
      int k = slot;
      assertClose("slot " + slot, run.slots[slot], i -> reference[i].slots(rule.name())[k]);
    }
    assertEquals(reference[0].slots(rule.name()).length, run.slots.length);
  }

  /** The largest error against the largest value. */
  private static void assertClose(String what, float[] actual, IntToDoubleFunction expected) {
    double error = 0;
    double scale = 0;
    for (int i = 0; i < actual.length; i++) {
      error = Math.max(error, Math.abs(actual[i] - expected.applyAsDouble(i)));
      scale = Math.max(scale, Math.abs(expected.applyAsDouble(i)));
    }
    double relative = error / scale;
    assertTrue(relative < TOLERANCE, () -> what + " are off by " + relative);
  }
}
