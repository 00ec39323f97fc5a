package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumeralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0001             | 0.0001",
        "0.00072249         | 0.000722",
        "0.0000722          | 7.22e-5",
        "1e-8               | 1e-8",
        "-0.00001           | -1e-5",
        "0                  | 0",
        "1.0                | 1",
        "9999.6             | 10,000",
        "1234567            | 1,230,000",
        "9999999            | 1e7",
        "734326210870380    | 7.34e14",
        "Infinity           | Infinity",
      })
  void aNumberIsRoundedToThreeDigits(double number, String text) {
    assertEquals(text, Numerals.rounded(number, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                  | 0.0000",
        "0.0001             | 0.0001",
        "0.000072           | 7.2e-5",
        "1234.5             | 1,234.5000",
        "734326210870380    | 7.3e14",
        "NaN                | NaN",
      })
  void aNumberHasItsDecimalsUnlessItNeedsAPower(double number, String text) {
    assertEquals(text, Numerals.fixed(number, 4));
  }

  @ParameterizedTest
  @CsvSource({"1.0E-4, 0.0001", "1E-8, 1e-8", "10000, 10000", "0.001, 0.001", "1.0, 1"})
  void whatIsToBeTypedHasNoCommas(double number, String text) {
    assertEquals(text, Numerals.typed(number));
    assertEquals(number, Double.parseDouble(text));
  }

  @Test
  void oneIsNoPlural() {
    assertEquals("1 distinct unit", Numerals.count(1, "distinct unit"));
    assertEquals("0 seeds", Numerals.count(0, "seed"));
    assertEquals("10,000 steps", Numerals.count(10_000, "step"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KB",
    "392016, 383 KB",
    "1600000, 1.5 MB",
    "47040016, 45 MB"
  })
  void aFileThatIsThereIsNotOfNoSize(long bytes, String text) {
    assertEquals(text, Numerals.bytes(bytes).replace(",", ""));
  }

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
    assertEquals(text, Numerals.rate(rate));
  }

  @Test
  void aLossIsAsShortAsItsSizeAllows() {
    assertEquals("0.1234", Numerals.loss(0.12344));
    assertEquals("7.2e-5", Numerals.loss(0.000072));
    assertEquals("12,300", Numerals.loss(12345));
    assertEquals("7.34e14", Numerals.loss(734326210870380.0));
  }

  @Test
  void aMedianOfStepsIsAStep() {
    assertEquals("1,000", Numerals.steps(999.5));
    assertEquals("999", Numerals.steps(999));
  }
}
