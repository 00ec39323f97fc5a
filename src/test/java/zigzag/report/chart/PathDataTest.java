package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathDataTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void roundingDoesNotAddUp(long seed) {
    Random random = new Random(seed);
    double[] x = new double[500];
    double[] y = new double[500];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1.37 * i;
      y[i] = 340 * random.nextDouble();
    }
    List<List<double[]>> strokes = SvgDocuments.strokes(PathData.line(x, y));
    assertEquals(1, strokes.size());
    assertEquals(x.length, strokes.get(0).size());
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], strokes.get(0).get(i)[0], 0.05001);
      assertEquals(y[i], strokes.get(0).get(i)[1], 0.05001);
    }
  }

  @Test
  void numbersAreAsShortAsTheyCanBe() {
    double[] x = {0, 0.5, 10};
    double[] y = {10, 9.6, 9.6};
    assertEquals("M0 10l.5-.4l9.5 0", PathData.line(x, y));
  }

  @Test
  void notANumberInterruptsTheLine() {
    double[] x = {0, 10, 20, 30, 40};
    double[] y = {1, 2, Double.NaN, 4, 5};
    assertEquals("M0 1l10 1M30 4l10 1", PathData.line(x, y));
  }

  @Test
  void aPointBetweenGapsIsADot() {
    double nan = Double.NaN;
    assertEquals("M10 2h0", PathData.line(new double[] {0, 10, 20}, new double[] {nan, 2, nan}));
    assertEquals("M10 2h0", PathData.line(new double[] {10}, new double[] {2}));
  }

  @Test
  void anAreaGoesAlongTheUpperEdgeAndBackAlongTheLower() {
    double[] x = {0, 10, 20, 30};
    double[] low = {9, 8, Double.NaN, 7};
    double[] high = {1, 2, 3, 4};
    assertEquals("M0 1l10 1l0 6l-10 1z", PathData.area(x, low, high));
  }

  @Test
  void markersStandOnEveryPointThatThereIs() {
    double[] x = {0, 10, 20};
    double[] y = {1, Double.NaN, 3};
    assertEquals("M0 1m-1-1h2M20 3m-1-1h2", PathData.markers(x, y, "m-1-1h2"));
  }
}
