package zigzag.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.idx.IdxSamples;

class DatasetStatisticsTest {
  @Test
  void twoImagesByHand() {
    // Pixels 0, 0.2, 0.4, 1: mean 0.4; squares of the distances 0.16 + 0.04 + 0 + 0.36 = 0.56.
    Dataset data =
        new Dataset("x", 1, 2, 3, new byte[] {0, 51, 102, (byte) 255}, new byte[] {2, 0});
    DatasetStatistics statistics = DatasetStatistics.of(data);
    assertEquals(2, statistics.size());
    assertEquals(1, statistics.rows());
    assertEquals(2, statistics.columns());
    assertEquals(List.of(1, 0, 1), statistics.classCounts());
    assertEquals(0.4, statistics.mean(), 1e-15);
    assertEquals(Math.sqrt(0.14), statistics.standardDeviation(), 1e-15);
  }

  @Test
  void noImagesHaveNoMean() {
    DatasetStatistics statistics =
        DatasetStatistics.of(new Dataset("x", 1, 2, 1, new byte[0], new byte[0]));
    assertEquals(List.of(0), statistics.classCounts());
    assertEquals(Double.NaN, statistics.mean());
    assertEquals(Double.NaN, statistics.standardDeviation());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTwoPassesOverTheScaledPixels(long seed) {
    Dataset data = new Dataset("x", 5, 7, 1, IdxSamples.random(35 * 40, seed), new byte[40]);
    byte[] image = new byte[35];
    float[] scaled = new float[35 * 40];
    for (int i = 0; i < scaled.length; i++) {
      data.copyPixels(i / 35, image, 0);
      scaled[i] = (image[i % 35] & 0xff) / 255f;
    }
    double mean = 0;
    for (float x : scaled) {
      mean += x / scaled.length;
    }
    double variance = 0;
    for (float x : scaled) {
      variance += (x - mean) * (x - mean) / scaled.length;
    }
    DatasetStatistics statistics = DatasetStatistics.of(data);
    assertEquals(mean, statistics.mean(), 1e-7);
    assertEquals(Math.sqrt(variance), statistics.standardDeviation(), 1e-7);
  }
}
