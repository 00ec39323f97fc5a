package zigzag.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  /** A thousandth of the start at the end: each tenth is an equal step down. */
  @Test
  void theScaleIsLogarithmic() {
    double[] falling =
        IntStream.range(0, 1000).mapToDouble(i -> Math.pow(10, -i / 333.0)).toArray();
    assertEquals(List.of("██▇▆▅▄▃▂▁▁"), Sparkline.of(List.of(falling)));
  }

  @Test
  void theScaleIsCommon() {
    double[] high = IntStream.range(0, 100).mapToDouble(i -> 1).toArray();
    double[] low = IntStream.range(0, 100).mapToDouble(i -> 0.01).toArray();
    double[] middle = IntStream.range(0, 100).mapToDouble(i -> 0.1).toArray();
    assertEquals(
        List.of("█".repeat(10), "▁".repeat(10), "▅".repeat(10)),
        Sparkline.of(List.of(high, low, middle)));
  }

  @Test
  void aShortCurveIsStretched() {
    assertEquals(List.of("███████▁▁▁"), Sparkline.of(List.of(new double[] {2, 2, 1})));
  }

  @Test
  void whatHasNoLogarithmIsLeftOut() {
    double[] zeros = {0, 0, Double.NaN};
    double[] gap = new double[100];
    java.util.Arrays.fill(gap, 40, 50, 1);
    java.util.Arrays.fill(gap, 60, 70, 2);
    assertEquals(List.of("", "", "▁ █"), Sparkline.of(List.of(zeros, new double[0], gap)));
  }
}
