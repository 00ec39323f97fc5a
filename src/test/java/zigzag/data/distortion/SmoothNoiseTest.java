package zigzag.data.distortion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the fields to noise that is drawn for every pixel and smoothed in double precision. */
class SmoothNoiseTest {
  private static final int ROWS = 12;
  private static final int COLUMNS = 15;
  private static final int DRAWS = 20_000;

  @ParameterizedTest
  @CsvSource({"0.3", "1", "1.9", "2.5", "4", "5.5"})
  void covarianceIsThatOfNoiseAtEveryPixel(double sigma) {
    double amplitude = 7;
    SmoothNoise noise = new SmoothNoise(ROWS, COLUMNS, amplitude, sigma);
    SplittableRandom random = new SplittableRandom(5);
    int[][] pairs = {{0, 0, 0, 0}, {3, 2, 3, 3}, {3, 2, 4, 2}, {6, 7, 2, 11}, {11, 14, 5, 14}};
    double[] sums = new double[pairs.length];
    double acrossFields = 0;
    double mean = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      noise.draw(random);
      for (int i = 0; i < pairs.length; i++) {
        int[] pair = pairs[i];
        for (float[][] field : new float[][][] {noise.x, noise.y}) {
          float first = at(field, sigma, pair[0], pair[1]);
          sums[i] += first * at(field, sigma, pair[2], pair[3]) / (2.0 * DRAWS);
        }
      }
      mean += at(noise.x, sigma, 4, 4) / DRAWS;
      acrossFields += at(noise.x, sigma, 4, 4) * at(noise.y, sigma, 4, 4) / DRAWS;
    }
    double variance = amplitude * amplitude / 3 * Math.pow(product(sigma, 0), 2);
    for (int i = 0; i < pairs.length; i++) {
      int[] pair = pairs[i];
      double down = product(sigma, pair[2] - pair[0]);
      double across = product(sigma, pair[3] - pair[1]);
      double expected = amplitude * amplitude / 3 * down * across;
      assertEquals(expected, sums[i], 0.03 * variance, "pair " + i);
    }
    assertEquals(0, mean, 0.04 * Math.sqrt(variance));
    assertEquals(0, acrossFields, 0.04 * variance);
  }

  private static float at(float[][] field, double sigma, int row, int column) {
    int phases = SmoothNoise.phases(sigma);
    return field[row % phases][row / phases * COLUMNS + column];
  }

  /** The sum over all pixels of a Gaussian times itself shifted, the weights' sum being 1. */
  private static double product(double sigma, int shift) {
    int reach = (int) Math.ceil(3 * sigma);
    double sum = 0;
    double product = 0;
    for (int i = -reach; i <= reach; i++) {
      sum += gaussian(i, sigma);
      product += gaussian(i, sigma) * gaussian(i - shift, sigma);
    }
    return product / (sum * sum);
  }

  private static double gaussian(int i, double sigma) {
    return Math.exp(-i * i / (2 * sigma * sigma));
  }
}
