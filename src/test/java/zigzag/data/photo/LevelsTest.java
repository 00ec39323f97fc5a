package zigzag.data.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LevelsTest {
  @Test
  void keepsAnImageThatKeepsItsSize() {
    float[] source = random(1, 5 * 7);

    assertArrayEquals(source, new Levels(5, 7, source).scaled(0, 0, 1, 5, 7).values());
  }

  @Test
  void averagesWholePixelsOfAMultiple() {
    float[] source = {1, 3, 10, 20, 5, 7, 30, 40};

    assertArrayEquals(new float[] {4, 25}, new Levels(2, 4, source).scaled(0, 0, 2, 1, 2).values());
  }

  /** Against a sum over a fine grid of points within each target pixel. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void averagesTheAreaThatAPixelCovers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(3, 9);
    int columns = random.nextInt(3, 9);
    float[] source = random(seed, rows * columns);
    double top = random.nextInt(-8, 8) / 8.0;
    double left = random.nextInt(-8, 8) / 8.0;
    double step = random.nextInt(4, 20) / 8.0;

    float[] scaled = new Levels(rows, columns, source).scaled(top, left, step, 4, 3).values();

    // Every edge is a multiple of 1/8, so points at odd sixteenths of a step give the exact mean.
    int points = (int) Math.round(step * 8);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        double sum = 0;
        for (int i = 0; i < points; i++) {
          for (int j = 0; j < points; j++) {
            int y = (int) Math.floor(top + row * step + (i + 0.5) / 8);
            int x = (int) Math.floor(left + column * step + (j + 0.5) / 8);
            boolean inside = y >= 0 && y < rows && x >= 0 && x < columns;
            sum += inside ? source[y * columns + x] : 0;
          }
        }
        assertEquals(sum / (points * points), scaled[row * 3 + column], 1e-5);
      }
    }
  }

  private static float[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }
}
