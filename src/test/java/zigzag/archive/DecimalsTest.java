package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({"0.00001, 0.00001", "1E22, 10000000000000000000000", "0.0, 0", "-0.50, -0.5"})
  void decimalsHaveNoPowers(double value, String text) {
    assertEquals(text, Decimals.shortest(value));
  }
}
