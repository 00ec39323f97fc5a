package zigzag.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.archive.Decimals;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0.001, 0.001",
    "0.0031622776601683794, 0.00316",
    "0.000316227, 0.000316",
    "0.0001, 0.0001",
    "0.00003, 3e-5",
    "0.0000316227, 3.16e-5",
    "3.1622776e-11, 3.16e-11",
    "31.6227, 31.6",
    "'3162.27', '3,160'",
    "'20000000', '2e7'",
    "0.1, 0.1"
  })
  void aRateHasThreeDigits(double rate, String text) {
    assertEquals(text, Figures.rate(rate));
  }

  @ParameterizedTest
  @CsvSource({"0.0009, <0.001", "0.001, 0.001", "0.04999, 0.050", "1, 1.000"})
  void aSmallProbabilityIsBounded(double p, String text) {
    assertEquals(text, Figures.p(OptionalDouble.of(p)));
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
    assertEquals(text, Figures.seconds(OptionalDouble.of(seconds)));
  }

  @ParameterizedTest
  @CsvSource({"0.97, 97 %", "0.9725, 97.25 %", "1, 100 %", "0.07, 7 %"})
  void aShareIsAsShortAsItGoes(double share, String text) {
    assertEquals(text, Figures.share(share), "0.07 · 100 is 7.000000000000001");
  }

  @ParameterizedTest
  @CsvSource({"0.00001, 0.00001", "1E22, 10000000000000000000000", "0.0, 0", "-0.50, -0.5"})
  void decimalsHaveNoPowers(double value, String text) {
    assertEquals(text, Decimals.shortest(value));
  }

  @Test
  void linesBreakBetweenWords() {
    assertEquals(List.of("one  two", "three"), PlainText.lines(" one  two three ", 8));
    assertEquals(List.of("one", "abcdefghijkl", "two"), PlainText.lines("one abcdefghijkl two", 6));
    assertEquals(List.of(), PlainText.lines("  ", 5));
  }

  @Test
  void linesKeepTheirIndentationAndWhatBelongsTogether() {
    assertEquals(
        "short  line\n  an indented\n  line\n",
        PlainText.wrapped("short  line\n  an indented line\n", 13));
    assertEquals(
        "go on with:\nzigzag train --resume",
        PlainText.wrapped("go on with: zigzag\u00a0train\u00a0--resume", 13));
    assertEquals("4 %", PlainText.wrapped("4\u00a0%", 13));
  }

  @Test
  void aMedianOfStepsIsAStep() {
    assertEquals("1,000", Figures.steps(OptionalDouble.of(999.5)));
    assertEquals("999", Figures.steps(OptionalDouble.of(999)));
  }

  @Test
  void aLossIsAsShortAsItsSizeAllows() {
    assertEquals("0.1234", Figures.loss(0.12344));
    assertEquals("7.2e-5", Figures.loss(0.000072));
    assertEquals("12,300", Figures.loss(12345));
    assertEquals("7.34e14", Figures.loss(734326210870380.0));
  }

  @Test
  void aLongLabelKeepsItsEnds() {
    assertEquals("momentum", PlainText.shortened("momentum", 8));
    assertEquals("momen…0.05", PlainText.shortened("momentum:lr=0.05", 10));
    assertEquals("…", PlainText.shortened("momentum", 1));
    assertEquals("😀…😂", PlainText.shortened("😀😁😁😂", 3), "code points, not their halves");
  }
}
