package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
  @ParameterizedTest
  @CsvSource({"0.0009, <0.001", "0.001, 0.001", "0.04999, 0.050", "1, 1.000"})
  void aSmallProbabilityIsBounded(double p, String text) {
    assertEquals(text, Metric.p(p));
  }

  @ParameterizedTest
  @CsvSource({
    "0.123, 0.12",
    "99.99, 99.99",
    "123.45, 123.5",
    "12345.6, '12,346'",
    "1e7, 1e7",
    "0, 0.00"
  })
  void secondsAreShort(double seconds, String text) {
    assertEquals(text, Metric.seconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0.97, 97 %", "0.9725, 97.25 %", "1, 100 %", "0.07, 7 %"})
  void aShareIsAsShortAsItGoes(double share, String text) {
    assertEquals(text, Metric.share(share), "0.07 · 100 is 7.000000000000001");
  }

  @ParameterizedTest
  @CsvSource({"0.1, +10.00", "-1, -100.00", "0.00004, 0.00", "-0.00004, 0.00", "0, 0.00"})
  void onlyADifferenceOfNothingHasNoSign(double share, String text) {
    assertEquals(text, Metric.points(share));
  }
}
