package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightDecayTest {
  private final float[] parameters = {1, -2, 4, 8};
  private final float[] gradient = {0.5f, 0.5f, 0.5f, 0.5f};

  @Test
  void addsToTheGradientOfTheWeightsAndSparesTheBiases() {
    new WeightDecay(0.25).apply(new Sgd(), parameters, gradient, 0, 2, 0.1);
    assertArrayEquals(new float[] {1, -2, 4, 8}, parameters);
    assertArrayEquals(new float[] {0.75f, 0, 0.5f, 0.5f}, gradient);
  }

  @Test
  void shrinksTheWeightsThemselvesForADecoupledRule() {
    new WeightDecay(0.25).apply(new AdamW(), parameters, gradient, 0, 2, 0.5);
    assertArrayEquals(new float[] {0.875f, -1.75f, 4, 8}, parameters);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, gradient);
  }

  @Test
  void isADefaultOfAdamWAlone() {
    for (Optimizer rule : new Optimizers().all()) {
      assertEquals(rule.name().equals("adamw") ? 0.01 : 0, rule.defaultWeightDecay(), rule.name());
    }
  }

  @Test
  void isDecoupledForAdamWAndLionAlone() {
    assertEquals(
        List.of("adamw", "lion"),
        new Optimizers()
            .all().stream()
                .filter(Optimizer::decoupledWeightDecay)
                .map(Optimizer::name)
                .collect(Collectors.toList()));
  }

  /** Multiplying by a float 1 - η λ would decay all of these weights by 1.3 % too much. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsTheShareOfAVerySmallDecay(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[10_000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(1, 2);
    }
    double before = sum(weights);
    new WeightDecay(1e-3).apply(new AdamW(), weights, new float[0], 0, weights.length, 1e-3);
    assertEquals(1e-6, (before - sum(weights)) / before, 1e-6 * 0.003);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void ofZeroChangesNothing() {
    new WeightDecay(0).apply(new Sgd(), parameters, gradient, 0, 4, 0.1);
    new WeightDecay(0).apply(new Lion(), parameters, gradient, 0, 4, 0.1);
    assertArrayEquals(new float[] {1, -2, 4, 8}, parameters);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, gradient);
  }

  /** L2 is the gradient of λ |w|² / 2, so SGD decays by the same factor either way. */
  @Test
  void isTheSameForSgdEitherWay() {
    float[] none = new float[4];
    new WeightDecay(0.25).apply(new Sgd(), parameters, none, 0, 4, 0.5);
    new Sgd().step(parameters, none, new float[0][], 1, 0.5);
    assertArrayEquals(new float[] {0.875f, -1.75f, 3.5f, 7}, parameters);
  }

  @Test
  void refusesMoreWeightsThanParameters() {
    WeightDecay decay = new WeightDecay(0.25);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> decay.apply(new Sgd(), parameters, gradient, 0, 5, 0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesBadCoefficientsAndQuotesThem(double bad) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new WeightDecay(bad));
    assertTrue(e.getMessage().contains(String.valueOf(bad)), e.getMessage());
  }
}
