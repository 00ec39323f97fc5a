package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rules relate to each other, and what each promises. */
class OptimizerLawTest {
  private static final int LENGTH = 33;
  private static final int STEPS = 40;

  /** One gradient per step. */
  private static float[][] gradients(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] gradients = new float[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      gradients[step] = Run.normal(random, LENGTH);
    }
    return gradients;
  }

  private static float[] path(Optimizer rule, float[][] gradients, double scale) {
    Run run = new Run(rule, new float[LENGTH]);
    for (float[] gradient : gradients) {
      run.step(Run.times(scale, gradient));
    }
    return run.parameters;
  }

  private static float[] path(Optimizer rule, float[][] gradients) {
    return path(rule, gradients, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void momentumOfZeroIsSgd(long seed) {
    float[] sgd = path(new Sgd(0.1), gradients(seed));
    assertArrayEquals(sgd, path(new Momentum(0.1, 0), gradients(seed)));
    assertArrayEquals(sgd, path(new Nesterov(0.1, 0), gradients(seed)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9})
  void momentumReachesItsTerminalVelocity(double momentum) {
    Run run = new Run(new Momentum(0.1, momentum), 0);
    for (int step = 0; step < 400; step++) {
      run.step(1);
    }
    assertEquals(-0.1 / (1 - momentum), run.slots[0][0], 1e-5);
  }

  /** Sutskever's form, whose gradient is taken ahead of the parameters, on f(φ) = 3 φ² / 2. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99})
  void nesterovIsTheLookAheadForm(double momentum) {
    Run run = new Run(new Nesterov(0.01, momentum), 1);
    double phi = 1;
    double velocity = 0;
    for (int step = 0; step < STEPS; step++) {
      run.step(3 * run.parameters[0]);
      velocity = momentum * velocity - 0.01 * 3 * (phi + momentum * velocity);
      phi += velocity;
      assertEquals(phi + momentum * velocity, run.parameters[0], 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void adamWWithoutDecayIsAdam(long seed) {
    assertArrayEquals(
        path(new Adam(0.01, 0.8, 0.95, 1e-6), gradients(seed)),
        path(new AdamW(0.01, 0.8, 0.95, 1e-6), gradients(seed)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-6", "2, 1e-3", "3, 7", "4, 1e6"})
  void adaptiveRulesDoNotSeeTheScaleOfTheLoss(long seed, double scale) {
    Optimizer[] rules = {
      new AdaGrad(0.01, 1e-20),
      new RmsProp(0.01, 0.9, 1e-20),
      new Adam(0.01, 0.9, 0.999, 1e-20),
      new Nadam(0.01, 0.9, 0.999, 1e-20),
      new AmsGrad(0.01, 0.9, 0.999, 1e-20)
    };
    for (Optimizer rule : rules) {
      assertArrayEquals(
          path(rule, gradients(seed)), path(rule, gradients(seed), scale), 1e-6f, rule.name());
    }
    assertArrayEquals(path(new Lion(), gradients(seed)), path(new Lion(), gradients(seed), scale));
  }

  /** The step's unit is the parameters': however the loss is measured, the path is one. */
  @ParameterizedTest
  @CsvSource({"1, 1e-2", "2, 10", "3, 1e4"})
  void adaDeltaHasNoUnitOfTheLoss(long seed, double scale) {
    AdaDelta rule = new AdaDelta(1, 0.95, 1e-16);
    float[] path = path(rule, gradients(seed));
    float farthest = 0;
    for (float x : path) {
      farthest = Math.max(farthest, Math.abs(x));
    }
    assertArrayEquals(path, path(rule, gradients(seed), scale), 1e-4f * farthest);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rmsPropIsAdamWithoutMomentumUpToBiasCorrection(long seed) {
    Run adam = new Run(new Adam(0.01, 0, 0.9, 1e-20), new float[LENGTH]);
    Run rmsProp = new Run(new RmsProp(0.01, 0.9, 1e-20), new float[LENGTH]);
    for (float[] gradient : gradients(seed)) {
      adam.step(gradient);
      rmsProp.stepAt(0.01 * Math.sqrt(1 - Math.pow(0.9, rmsProp.t + 1.0)), gradient);
      assertArrayEquals(adam.slots[1], rmsProp.slots[0]);
    }
    assertArrayEquals(adam.parameters, rmsProp.parameters, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void amsGradIsAdamWhileTheMeanSquareGrows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Run adam = new Run(new Adam(0.01, 0.9, 0.9, 1e-8), 0);
    Run amsGrad = new Run(new AmsGrad(0.01, 0.9, 0.9, 1e-8), 0);
    float size = 1;
    for (int step = 0; step < STEPS; step++) {
      float gradient = random.nextBoolean() ? size : -size;
      adam.step(gradient);
      amsGrad.step(gradient);
      size *= 1.1f;
    }
    assertArrayEquals(adam.parameters, amsGrad.parameters);
    assertArrayEquals(adam.slots[1], amsGrad.slots[2]);

    float[] maximum = amsGrad.slots[2].clone();
    float adamBefore = adam.parameters[0];
    float amsGradBefore = amsGrad.parameters[0];
    adam.step(0.01f);
    amsGrad.step(0.01f);
    assertArrayEquals(maximum, amsGrad.slots[2]);
    assertTrue(
        Math.abs(amsGrad.parameters[0] - amsGradBefore)
            < Math.abs(adam.parameters[0] - adamBefore));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyStepOfLionHasOneSize(long seed) {
    Run run = new Run(new Lion(0.25, 0.9, 0.99), new float[LENGTH]);
    for (float[] gradient : gradients(seed)) {
      float[] before = run.parameters.clone();
      run.step(gradient);
      for (int i = 0; i < LENGTH; i++) {
        // 0.25 and its multiples are exact
        assertEquals(0.25f, Math.abs(run.parameters[i] - before[i]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-2, 0.01f, 5})
  void theRateOfAdaGradFallsAsOneOverTheRootOfTime(float gradient) {
    Run run = new Run(new AdaGrad(0.1, 1e-20), 0);
    for (int t = 1; t <= 100; t++) {
      float before = run.parameters[0];
      run.step(gradient);
      assertEquals(0.1 / Math.sqrt(t), Math.abs(run.parameters[0] - before), 1e-6, "step " + t);
    }
  }

  /** Bias correction makes the first step as long as the learning rate, whatever the betas. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0.9, 0.999", "0.5, 0.99999"})
  void theFirstStepOfAdamIsTheLearningRate(double beta1, double beta2) {
    assertEquals(
        -0.01, new Run(new Adam(0.01, beta1, beta2, 1e-20), 0).step(37).parameters[0], 1e-8);
    assertEquals(
        -0.01, new Run(new AmsGrad(0.01, beta1, beta2, 1e-20), 0).step(37).parameters[0], 1e-8);
  }
}
