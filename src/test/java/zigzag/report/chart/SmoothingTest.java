package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmoothingTest {
  @Test
  void eachValueBecomesTheMeanAboutIt() {
    double[] values = {9, 3, 6, 0, 3};
    assertArrayEquals(new double[] {9, 6, 3, 3, 3}, Smoothing.centred(values, 3), 1e-12);
  }

  @Test
  void theWindowShrinksAlikeOnBothSidesDownToAQuarter() {
    double[] values = {8, 7, 6, 5, 4, 3, 2, 1, 0};
    // A reach of 4 shrinks to 1 at the ends, of which one side is missing there.
    assertArrayEquals(
        new double[] {7.5, 7, 6, 5, 4, 3, 2, 1, 0.5}, Smoothing.centred(values, 9), 1e-12);
  }

  @Test
  void valuesThatAreNotFiniteDoNotCountAndStayGaps() {
    double nan = Double.NaN;
    double[] values = {1, nan, 3, 5, nan, nan, Double.POSITIVE_INFINITY};
    assertArrayEquals(
        new double[] {1, nan, 4, 4, nan, nan, nan}, Smoothing.centred(values, 3), 1e-12);
  }

  @Test
  void aWindowOfOneChangesNothing() {
    double[] values = {5, 1, 4};
    assertArrayEquals(values, Smoothing.centred(values, 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "49, 1", "100, 3", "5500, 111"})
  void theUsualWindowIsAFiftiethAndOdd(int count, int window) {
    assertEquals(window, Smoothing.usualWindow(count));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "4"})
  void aWindowWithoutAMiddleIsRefused(int window) {
    assertThrows(
        IllegalArgumentException.class, () -> Smoothing.centred(new double[] {1, 2}, window));
  }

  @Test
  void aHugeValueLeavesNoTraceOutsideOfItsWindow() {
    double[] values = new double[200];
    Arrays.fill(values, 0.1);
    values[10] = 1e16;
    values[11] = 3e15;
    double[] smooth = Smoothing.centred(values, 11);
    for (int i = 20; i < 200; i++) {
      assertEquals(0.1, smooth[i], 1e-12);
    }
  }
}
