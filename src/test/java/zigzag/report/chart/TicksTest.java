package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.report.chart.Axis.Range;

class TicksTest {
  private static String labels(Ticks ticks) {
    return ticks.marks().stream()
        .map(Ticks.Tick::label)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 5, 0 2 4 6 8 10",
    "0, 10, 10, 0 1 2 3 4 5 6 7 8 9 10",
    "1, 5500, 10, '1,000 2,000 3,000 4,000 5,000'",
    "0, 1, 5, 0.0 0.2 0.4 0.6 0.8 1.0",
    "-7, 2, 5, -6 -4 -2 0 2",
    "97.1, 98.3, 7, 97.2 97.4 97.6 97.8 98.0 98.2",
    "0, 0.001, 5, 0.0000 0.0002 0.0004 0.0006 0.0008 0.0010",
    "0, 0.0001, 5, 0 2e-5 4e-5 6e-5 8e-5 1e-4",
    "0, 40000000, 5, 0 1e7 2e7 3e7 4e7",
    "0.1, 0.7, 7, 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
  })
  void linearMarksAreRound(double low, double high, int most, String labels) {
    assertEquals(labels, labels(Ticks.of(Axis.linear("").within(low, high), none(), most, true)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 10, 7, 0.001 0.01 0.1 1 10",
    "0.002, 2.5, 7, 0.01 0.1 1",
    "0.05, 3, 7, 0.05 0.1 0.2 0.5 1 2",
    "0.31, 0.36, 7, 0.31 0.32 0.33 0.34 0.35 0.36",
    "1e-12, 1, 7, 1e-12 1e-10 1e-8 1e-6 0.0001 0.01 1",
    "2, 50, 4, 2 5 10 20 50",
    "1, 100000, 7, '1 10 100 1,000 10,000 100,000'",
  })
  void logarithmicMarksAreRound(double low, double high, int most, String labels) {
    assertEquals(labels, labels(Ticks.of(Axis.log10("").within(low, high), none(), most, true)));
  }

  @Test
  void aLogarithmicAxisHasFineLinesAtTheOtherDigits() {
    Ticks ticks = Ticks.of(Axis.log10("").within(0.01, 10), none(), 7, true);
    // Three decades with nine digits each, and the last end.
    assertEquals(28, ticks.marks().size());
    assertEquals("0.01 0.1 1 10", labels(ticks));
  }

  @ParameterizedTest
  @CsvSource({
    // low, high, log, expected ends
    "0.3, 9.7, false, 0, 10",
    "90.4, 99.6, false, 90, 100",
    "-3, 14, false, -5, 15",
    "5, 5, false, 4.4, 5.6",
    "0, 0, false, 0, 1",
    "0.003, 2.3, true, 0.002, 5",
    "0.01, 1, true, 0.01, 1",
    "7, 7, true, 2, 20",
  })
  void endsMoveOutToRoundValues(
      double low, double high, boolean log, double expectedLow, double expectedHigh) {
    Axis axis = log ? Axis.log10("") : Axis.linear("");
    Range range = Ticks.of(axis, DoubleStream.of(low, high), 7, true).range();
    assertEquals(expectedLow, range.low(), 1e-12);
    assertEquals(expectedHigh, range.high(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void axesCoverTheirDataAndMarksRiseWithinThem(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      boolean log = random.nextBoolean();
      Axis axis = log ? Axis.log10("") : Axis.linear("");
      double size = Math.pow(10, random.nextInt(24) - 12);
      double[] values =
          random
              .doubles(1 + random.nextInt(5))
              .map(v -> size * (log ? v + 1e-6 : v - 0.5))
              .toArray();
      int most = 4 + random.nextInt(7);
      Ticks ticks = Ticks.of(axis, DoubleStream.of(values), most, true);
      double slack = 1e-9 * ticks.range().span();
      for (double value : values) {
        assertTrue(ticks.range().low() <= value + slack, () -> value + " in " + ticks);
        assertTrue(ticks.range().high() >= value - slack, () -> value + " in " + ticks);
      }
      double previous = ticks.range().low() - slack;
      for (Ticks.Tick tick : ticks.marks()) {
        assertTrue(tick.value() > previous - slack, ticks::toString);
        assertTrue(tick.value() <= ticks.range().high() + slack, ticks::toString);
        previous = tick.value();
      }
      long labelled = ticks.marks().stream().filter(t -> !t.label().isEmpty()).count();
      assertTrue(labelled >= 2 && labelled <= most + 3, ticks::toString);
    }
  }

  @Test
  void valuesThatCannotBeShownArePassedOver() {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, -3, 0, 0.2, 0.9};
    assertEquals(
        new Range(0.2, 1), Ticks.of(Axis.log10(""), DoubleStream.of(values), 7, true).range());
    assertEquals(
        new Range(0.1, 1), Ticks.of(Axis.log10(""), DoubleStream.of(-1, 0), 7, true).range());
  }

  @Test
  void impossibleAxesAreRefused() {
    Axis axis = Axis.linear("x");
    assertThrows(IllegalArgumentException.class, () -> axis.within(1, 1));
    assertThrows(IllegalArgumentException.class, () -> axis.within(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Axis.log10("y").within(0, 1));
  }

  private static DoubleStream none() {
    return DoubleStream.empty();
  }
}
