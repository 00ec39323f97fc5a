package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinningTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyColumnKeepsItsFirstLowestHighestAndLast(long seed) {
    Random random = new Random(seed);
    int count = 5000;
    double[] x = random.doubles(count, 0, 100).sorted().toArray();
    double[] y = random.doubles(count).toArray();
    int[] kept = PathData.visible(x, y);
    for (int column = 0; column < 100; column++) {
      int pixel = column;
      int[] all = IntStream.range(0, count).filter(i -> (int) x[i] == pixel).toArray();
      int[] left = Arrays.stream(kept).filter(i -> (int) x[i] == pixel).toArray();
      assertTrue(left.length <= 4);
      assertEquals(all[0], left[0]);
      assertEquals(all[all.length - 1], left[left.length - 1]);
      assertEquals(
          Arrays.stream(all).mapToDouble(i -> y[i]).min(),
          Arrays.stream(left).mapToDouble(i -> y[i]).min());
      assertEquals(
          Arrays.stream(all).mapToDouble(i -> y[i]).max(),
          Arrays.stream(left).mapToDouble(i -> y[i]).max());
    }
    assertArrayEquals(Arrays.stream(kept).sorted().distinct().toArray(), kept);
  }

  @Test
  void aSinglePeakAmongThousandsSurvives() {
    double[] x = IntStream.range(0, 6000).mapToDouble(i -> i / 10.0).toArray();
    double[] y = new double[6000];
    y[4321] = -17;
    assertTrue(Arrays.stream(PathData.visible(x, y)).anyMatch(i -> i == 4321));
  }

  @Test
  void aGapWithinAColumnStaysAGap() {
    double[] x = {0.1, 0.2, 0.3, 0.4, 0.5};
    double[] y = {1, 2, Double.NaN, 4, 5};
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, PathData.visible(x, y));
  }

  @Test
  void aLineThatTurnsBackIsKeptWhole() {
    double[] x = {0.1, 0.2, 0.3, 0.4, 0.35, 0.1};
    double[] y = {1, 1, 1, 1, 1, 1};
    assertEquals(6, PathData.visible(x, y).length);
  }
}
