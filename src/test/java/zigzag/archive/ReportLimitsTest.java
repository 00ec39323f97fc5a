package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;

class ReportLimitsTest {
  @Test
  void takesWhatItSaysThatItTakes() {
    ReportLimits.requireRun(10_000_000, 1_000_000);
    ReportLimits.requireComparison(200, 50, 1000, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10000001 | 1 | 10000000, not 10000001, steps; train for fewer --epochs or with a larger",
        "1 | 1000001 | 1000000, not 1000001, epochs; train for fewer"
      })
  void refusesLongerRuns(long steps, long epochs, String message) {
    InputException e =
        assertThrows(InputException.class, () -> ReportLimits.requireRun(steps, epochs));
    assertEquals("a report shows at most " + message, e.getMessage().replace(" --batch", ""));
  }

  /** The longest rows that a training writes. */
  @Test
  void aFileOfSoManyStepsIsRead() {
    String row = "10000000," + Float.toString(Float.MIN_NORMAL) + "\n";
    assertEquals(24, row.length());
    assertEquals(24L * 10_000_000 + 1000, ReportLimits.STEPS_BYTES);
  }

  /** No number of steps can pass for few because a product of it overflows. */
  @Test
  void refusesStepsBeyondAllNumbers() {
    assertThrows(
        InputException.class, () -> ReportLimits.requireComparison(4, 5, Long.MAX_VALUE / 2, 1));
  }
}
