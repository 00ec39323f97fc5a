package zigzag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void eightLevelsFromLowestToHighest() {
    assertEquals("▁▂▃▄▅▆▇█", Sparkline.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 80));
  }

  @Test
  void moreValuesThanCharactersAreAveraged() {
    assertEquals("▁█▄", Sparkline.of(new double[] {0, 0, 8, 8, 3, 4.9}, 3));
  }

  @Test
  void gapsAreSpacesAndAFlatLineIsHalfHigh() {
    assertEquals("▅ ▅", Sparkline.of(new double[] {2, Double.NaN, 2}, 3));
    assertEquals(" ▁█", Sparkline.of(new double[] {Double.POSITIVE_INFINITY, 1, 2}, 3));
    assertEquals("", Sparkline.of(new double[0], 3));
  }

  @Test
  void noRoomIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Sparkline.of(new double[] {1}, 0));
  }
}
