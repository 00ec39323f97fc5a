package zigzag.data.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.Dataset;

@Tag("slow")
class BuiltInDigitsTest {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void imagesDoNotDependOnTheNumberOfThreads(int threads) throws Exception {
    Dataset here = new BuiltInDigits(7).train(2003);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      Dataset there = pool.submit(() -> new BuiltInDigits(7).train(2003)).get();
      assertArrayEquals(pixels(here), pixels(there));
      assertArrayEquals(labels(here), labels(there));
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void sameSeedSameImages() {
    assertArrayEquals(
        pixels(new BuiltInDigits(42).test(500)), pixels(new BuiltInDigits(42).test(500)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -1, Long.MIN_VALUE, 0x9e3779b97f4a7c15L})
  void noTwoImagesAreEqualWithinOneSeedOrAcrossSeedsOrParts(long seed) {
    Set<ByteBuffer> images = new HashSet<>();
    addImages(new BuiltInDigits(seed).train(1000), images);
    addImages(new BuiltInDigits(seed).test(1000), images);
    addImages(new BuiltInDigits(seed + 1).train(1000), images);
    assertEquals(3000, images.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 499, 1000, 1003})
  void classesAreBalanced(int count) {
    int[] counts = new int[10];
    for (byte label : labels(new BuiltInDigits(3).train(count))) {
      counts[label]++;
    }
    for (int examples : counts) {
      assertTrue(examples == count / 10 || examples == (count + 9) / 10, examples + " examples");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void classesComeInRandomOrder(long seed) {
    byte[] labels = labels(new BuiltInDigits(seed).train(10_000));
    int[] successions = new int[100];
    for (int i = 1; i < labels.length; i++) {
      successions[10 * labels[i - 1] + labels[i]]++;
    }
    double chiSquared = 0;
    for (int found : successions) {
      chiSquared += (found - 100) * (found - 100) / 100.0;
    }
    // About 90 degrees of freedom: mean 90, standard deviation 13.4.
    assertTrue(chiSquared > 90 - 5 * 13.4 && chiSquared < 90 + 5 * 13.4, "chi² " + chiSquared);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 99})
  void inkFillsABoxOfTwentyAndItsMassIsInTheCentre(long seed) {
    Dataset digits = new BuiltInDigits(seed).train(3000);
    byte[] image = new byte[PIXELS];
    int stopped = 0;
    for (int i = 0; i < digits.size(); i++) {
      digits.copyPixels(i, image, 0);
      int left = SIDE;
      int right = -1;
      int top = SIDE;
      int bottom = -1;
      double mass = 0;
      double momentX = 0;
      double momentY = 0;
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        int grey = image[pixel] & 0xff;
        int row = pixel / SIDE;
        int column = pixel % SIDE;
        if (grey > 0) {
          left = Math.min(left, column);
          right = Math.max(right, column);
          top = Math.min(top, row);
          bottom = Math.max(bottom, row);
        }
        mass += grey;
        momentX += grey * column;
        momentY += grey * row;
      }
      assertEquals(20, 1 + Math.max(right - left, bottom - top), "longer side of image " + i);
      // Half a pixel, and what the rounding of grey levels moves. Only ink that has come to the
      // edge
      // of the image, and goes no further, may stop short of that.
      boolean centredX = Math.abs(momentX / mass - 14) < 0.51;
      boolean centredY = Math.abs(momentY / mass - 14) < 0.51;
      assertTrue(centredX || left == 0 || right == SIDE - 1, "centre of image " + i);
      assertTrue(centredY || top == 0 || bottom == SIDE - 1, "centre of image " + i);
      stopped += centredX && centredY ? 0 : 1;
    }
    assertTrue(stopped < 0.01 * digits.size(), stopped + " images stopped at the edge");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void greyLevelsAreLikeMnists(long seed) {
    byte[] pixels = pixels(new BuiltInDigits(seed).train(5000));
    double sum = 0;
    double sumOfSquares = 0;
    int inked = 0;
    int full = 0;
    for (byte pixel : pixels) {
      double grey = (pixel & 0xff) / 255.0;
      sum += grey;
      sumOfSquares += grey * grey;
      inked += pixel != 0 ? 1 : 0;
      full += (pixel & 0xff) >= 250 ? 1 : 0;
    }
    double mean = sum / pixels.length;
    // MNIST's training images: mean 0.1307, standard deviation 0.3081, 19 % of the pixels inked and
    // 39 % of those full.
    assertEquals(0.1307, mean, 0.008);
    assertEquals(0.3081, Math.sqrt(sumOfSquares / pixels.length - mean * mean), 0.012);
    assertEquals(0.191, (double) inked / pixels.length, 0.02);
    assertEquals(0.385, (double) full / inked, 0.05);
  }

  @Test
  void digitsCanBeToldApartButNotByTheirMeansAlone() {
    Dataset train = new BuiltInDigits(1).train(5000);
    Dataset test = new BuiltInDigits(1).test(2000);
    float[][] means = new float[10][PIXELS];
    byte[] image = new byte[PIXELS];
    for (int i = 0; i < train.size(); i++) {
      train.copyPixels(i, image, 0);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        means[train.label(i)][pixel] += (image[pixel] & 0xff) / 255f / 500;
      }
    }
    int correct = 0;
    for (int i = 0; i < test.size(); i++) {
      test.copyPixels(i, image, 0);
      correct += nearest(means, image) == test.label(i) ? 1 : 0;
    }
    // The nearest class mean is right for 82 % of MNIST's images, too.
    assertTrue(correct > 1400 && correct < 1800, correct + " of 2000");
  }

  @Test
  void noImagesAreADataSetToo() {
    assertEquals(0, new BuiltInDigits(1).train(0).size());
  }

  @Test
  void dataSetSaysWhatItIs() {
    Dataset digits = new BuiltInDigits(1).test(10);
    assertEquals("built-in digits", digits.name());
    assertEquals(SIDE, digits.rows());
    assertEquals(SIDE, digits.columns());
    assertEquals(10, digits.classes());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE / PIXELS + 1})
  void impossibleCountsAreRefused(int count) {
    BuiltInDigits digits = new BuiltInDigits(1);
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> digits.train(count));
    assertTrue(refusal.getMessage().contains(Integer.toString(count)), refusal.getMessage());
  }

  @Test
  void interruptionEndsTheDrawingAndStaysVisible() {
    BuiltInDigits digits = new BuiltInDigits(1);
    Thread.currentThread().interrupt();
    assertThrows(IllegalStateException.class, () -> digits.train(10_000));
    assertTrue(Thread.interrupted());
  }

  private static int nearest(float[][] means, byte[] image) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int digit = 0; digit < means.length; digit++) {
      double distance = 0;
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        double difference = (image[pixel] & 0xff) / 255f - means[digit][pixel];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = digit;
      }
    }
    return best;
  }

  private static void addImages(Dataset digits, Set<ByteBuffer> images) {
    for (int i = 0; i < digits.size(); i++) {
      byte[] image = new byte[PIXELS];
      digits.copyPixels(i, image, 0);
      images.add(ByteBuffer.wrap(image));
    }
  }

  private static byte[] pixels(Dataset digits) {
    byte[] pixels = new byte[digits.size() * PIXELS];
    for (int i = 0; i < digits.size(); i++) {
      digits.copyPixels(i, pixels, i * PIXELS);
    }
    return pixels;
  }

  private static byte[] labels(Dataset digits) {
    byte[] labels = new byte[digits.size()];
    for (int i = 0; i < digits.size(); i++) {
      labels[i] = (byte) digits.label(i);
    }
    return labels;
  }
}
