package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class LearningRateScheduleTest {
  private static double[] rates(LearningRateSchedule schedule) {
    return LongStream.rangeClosed(1, schedule.steps()).mapToDouble(schedule::rateAt).toArray();
  }

  /** 10 epochs of 100 steps at 0.5, without warm-up. */
  private static LearningRateSchedule thousandSteps(Schedule shape) {
    return new LearningRateSchedule(shape, 0.5, 0, 10, 100);
  }

  @ParameterizedTest
  @EnumSource
  void staysAboveZeroAndBelowTheBaseRate(Schedule shape) {
    for (double warmup : new double[] {0, 0.5, 3, 10}) {
      for (double rate : rates(new LearningRateSchedule(shape, 0.5, warmup, 10, 100))) {
        assertTrue(rate > 0 && rate <= 0.5, () -> "rate " + rate);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void warmsUpInEqualStepsToWhereTheScheduleStarts(Schedule shape) {
    LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.5, 2.5, 10, 100);
    double top = 0.5 * shape.factor(0);
    for (int step = 1; step <= 250; step++) {
      assertEquals(top * step / 250, schedule.rateAt(step), 1e-15);
    }
    assertEquals(top, schedule.rateAt(251), 1e-15);
  }

  /** After half the training as warm-up, every second step of the whole schedule is left. */
  @ParameterizedTest
  @EnumSource
  void fitsTheWholeScheduleIntoWhatTheWarmUpLeaves(Schedule shape) {
    LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.5, 5, 10, 100);
    for (int step = 1; step <= 500; step++) {
      assertEquals(thousandSteps(shape).rateAt(2 * step - 1), schedule.rateAt(500 + step), 1e-15);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STEP")
  void changesLittleFromStepToStep(Schedule shape) {
    double[] rates = rates(new LearningRateSchedule(shape, 1, 1, 10, 1000));
    for (int i = 1; i < rates.length; i++) {
      // the steepest of all is the warm-up, 1 / 1000 a step
      assertEquals(rates[i - 1], rates[i], 1.001e-3, "after step " + i);
    }
  }

  @Test
  void constantIsConstant() {
    assertTrue(Arrays.stream(rates(thousandSteps(Schedule.CONSTANT))).allMatch(r -> r == 0.5));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "500, 0.5", "501, 0.05", "750, 0.05", "751, 0.005", "1000, 0.005"})
  void stepDropsAtOneHalfAndThreeQuarters(long step, double rate) {
    assertEquals(rate, thousandSteps(Schedule.STEP).rateAt(step), 1e-15);
  }

  @Test
  void exponentialFallsByOneFactorToAHundredth() {
    double[] rates = rates(thousandSteps(Schedule.EXPONENTIAL));
    assertEquals(0.5, rates[0]);
    for (int i = 1; i < rates.length; i++) {
      assertEquals(Math.pow(0.01, 1 / 1000.0), rates[i] / rates[i - 1], 1e-12);
    }
    assertEquals(0.005, rates[999], 0.005 * 0.005);
    assertEquals(0.01, Schedule.EXPONENTIAL.factor(1), 1e-15);
  }

  @Test
  void cosineFallsFromTheBaseRateToAlmostNothing() {
    double[] rates = rates(thousandSteps(Schedule.COSINE));
    assertEquals(0.5, rates[0]);
    assertEquals(0.25, rates[500], 1e-12);
    // (1 - cos x) / 2 ≈ x² / 4 for the last x = π / 1000
    assertEquals(0.5 * Math.pow(Math.PI / 1000, 2) / 4, rates[999], 1e-11);
    assertDescends(rates, 0, 999);
    assertEquals(0, Schedule.COSINE.factor(1), 1e-15);
  }

  @Test
  void oneCycleRisesToTheBaseRateAndFallsFarBelowItsStart() {
    double[] rates = rates(thousandSteps(Schedule.ONE_CYCLE));
    assertEquals(0.5 / 25, rates[0], 1e-15);
    assertEquals(0.5, rates[300], 1e-12);
    assertDescends(rates, 300, 999);
    for (int i = 1; i <= 300; i++) {
      assertTrue(rates[i] > rates[i - 1]);
    }
    assertEquals(1 / 250_000.0, Schedule.ONE_CYCLE.factor(1), 1e-15);
  }

  private static void assertDescends(double[] rates, int from, int to) {
    for (int i = from + 1; i <= to; i++) {
      assertTrue(rates[i] < rates[i - 1], "after step " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1001})
  void refusesStepsOutsideTheTraining(long step) {
    LearningRateSchedule schedule = thousandSteps(Schedule.CONSTANT);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> schedule.rateAt(step));
    assertEquals("step must be 1 to 1000, not " + step, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 100, '0.0'",
    "NaN, 0, 10, 100, NaN",
    "0.1, -0.5, 10, 100, '-0.5'",
    "0.1, NaN, 10, 100, NaN",
    "0.1, 10.5, 10, 100, '10.5'",
    "0.1, 0, -1, 100, '-1'",
    "0.1, 0, 10, 0, '0'"
  })
  void refusesBadSettingsAndQuotesThem(
      double rate, double warmup, int epochs, long steps, String quoted) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LearningRateSchedule(Schedule.STEP, rate, warmup, epochs, steps));
    assertTrue(e.getMessage().endsWith("not " + quoted), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesProgressOutsideTheTraining(double progress) {
    assertThrows(IllegalArgumentException.class, () -> Schedule.COSINE.factor(progress));
  }

  @Test
  void isNamedAsOnTheCommandLine() {
    assertEquals(
        List.of("constant", "step", "exponential", "cosine", "one-cycle"),
        Arrays.stream(Schedule.values()).map(Schedule::label).toList());
    assertEquals(Schedule.ONE_CYCLE, Schedule.CHOICE.pick("One-Cycle"));
    InputException e = assertThrows(InputException.class, () -> Schedule.CHOICE.pick("onecycle"));
    assertEquals(
        "there is no schedule \"onecycle\": did you mean one-cycle? "
            + "There are constant, step, exponential, cosine, one-cycle",
        e.getMessage());
  }
}
