package zigzag.data.distortion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;

class DistortionTest {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  /** All bits of a draw: the largest number of its range, or heads. */
  private static final long TOP = -1;

  private static final RandomGenerator HIGHEST = () -> TOP;

  /** No bits: the smallest number, or tails. */
  private static final RandomGenerator LOWEST = () -> 0;

  static Stream<Arguments> augmentationsAndSizes() {
    int[][] sizes = {{28, 28}, {1, 1}, {1, 9}, {5, 3}, {64, 40}};
    return Stream.of(Augmentation.Kind.values())
        .map(Augmentation::new)
        .flatMap(a -> Arrays.stream(sizes).map(size -> Arguments.of(a, size[0], size[1])));
  }

  @ParameterizedTest
  @MethodSource("augmentationsAndSizes")
  void sameGeneratorSameImageWhereverItIs(Augmentation augmentation, int rows, int columns) {
    int pixels = rows * columns;
    byte[] source = new byte[pixels + 2];
    new SplittableRandom(3).nextBytes(source);
    Distortion distortion = new Distortion(augmentation, rows, columns);
    byte[] first = Arrays.copyOf(source, pixels + 5);
    distortion.distort(first, 2, new SplittableRandom(8));
    assertArrayEquals(Arrays.copyOf(source, 2), Arrays.copyOf(first, 2), "nothing before");
    assertArrayEquals(
        new byte[3], Arrays.copyOfRange(first, pixels + 2, pixels + 5), "nothing behind");
    // Again with an instance that has distorted another image before, and at another place.
    distortion.distort(new byte[pixels], 0, new SplittableRandom(9));
    byte[] second = Arrays.copyOfRange(source, 2, pixels + 2);
    distortion.distort(second, 0, new SplittableRandom(8));
    assertArrayEquals(Arrays.copyOfRange(first, 2, pixels + 2), second);
  }

  @ParameterizedTest
  @MethodSource("augmentationsAndSizes")
  void backgroundStaysBackground(Augmentation augmentation, int rows, int columns) {
    byte[] image = new byte[rows * columns];
    new Distortion(augmentation, rows, columns).distort(image, 0, new SplittableRandom(1));
    assertArrayEquals(new byte[rows * columns], image);
  }

  @ParameterizedTest
  @EnumSource
  void inkIsRoughlyKept(Augmentation.Kind kind) {
    Augmentation augmentation = new Augmentation(kind);
    Dataset digits = new BuiltInDigits(4).train(1000);
    Distortion distortion = new Distortion(augmentation, SIDE, SIDE);
    SplittableRandom random = new SplittableRandom(2);
    byte[] image = new byte[PIXELS];
    double before = 0;
    double after = 0;
    for (int i = 0; i < digits.size(); i++) {
      digits.copyPixels(i, image, 0);
      before += mass(image);
      distortion.distort(image, 0, random);
      after += mass(image);
    }
    assertEquals(1, after / before, 0.05);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void imagesChangeEachTimeInAnotherWay(Augmentation.Kind kind) {
    Augmentation augmentation = new Augmentation(kind);
    byte[] source = digit();
    SplittableRandom random = new SplittableRandom(6);
    Distortion distortion = new Distortion(augmentation, SIDE, SIDE);
    byte[] first = distorted(distortion, source, random);
    byte[] second = distorted(distortion, source, random);
    assertTrue(!Arrays.equals(source, first) && !Arrays.equals(first, second));
  }

  @Test
  void noneChangesNothing() {
    Distortion none = new Distortion(Augmentation.NONE, SIDE, SIDE);
    assertArrayEquals(digit(), distorted(none, digit(), new SplittableRandom(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void zeroStrengthIsTheIdentity(long seed) {
    byte[] source = new byte[9 * 14];
    new SplittableRandom(seed).nextBytes(source);
    for (Distortion distortion :
        new Distortion[] {affine(9, 14, 0, 0, 0), elastic(9, 14, 0, 4, 0, 0, 0)}) {
      assertArrayEquals(source, distorted(distortion, source, new SplittableRandom(seed)));
    }
  }

  @Test
  void shiftByWholePixelsMovesTheImage() {
    byte[] source = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Distortion distortion = affine(3, 3, 0, 0, 1);
    byte[] high = distorted(distortion, source, HIGHEST);
    assertArrayEquals(new byte[] {5, 6, 0, 8, 9, 0, 0, 0, 0}, high);
    byte[] low = distorted(distortion, source, LOWEST);
    assertArrayEquals(new byte[] {0, 0, 0, 0, 1, 2, 0, 4, 5}, low);
  }

  @Test
  void shiftByHalfAPixelInterpolatesBothWays() {
    byte[] source = {0, 0, 0, 0, (byte) 200, 0, 0, 0, 0};
    byte[] target = distorted(affine(3, 3, 0, 0, 0.5), source, HIGHEST);
    assertArrayEquals(new byte[] {50, 50, 0, 50, 50, 0, 0, 0, 0}, target);
  }

  @Test
  void shiftBeyondTheImageLeavesBackground() {
    byte[] target = distorted(affine(SIDE, SIDE, 0, 0, 1e30), digit(), HIGHEST);
    assertArrayEquals(new byte[PIXELS], target);
  }

  @Test
  void stretchKeepsTheCentreAndScalesAboutIt() {
    byte[] source = new byte[81];
    source[4 * 9 + 4] = 100;
    source[4 * 9 + 7] = 60;
    source[7 * 9 + 4] = 30;
    // Each pixel comes from one and a half times as far from the centre.
    byte[] target = distorted(affine(9, 9, 0, 0.5, 0), source, HIGHEST);
    assertEquals(100, target[4 * 9 + 4]);
    assertEquals(60, target[4 * 9 + 6]);
    assertEquals(30, target[6 * 9 + 4]);
  }

  @ParameterizedTest
  @CsvSource({"-1, 45", "0, -45"})
  void rotationTurnsAboutTheCentre(long angle, double degrees) {
    // Tails, so a rotation.
    long[] draws = {angle, 0, 0, 0, 0, 0};
    int[] next = {0};
    byte[] source = new byte[41 * 41];
    Arrays.fill(source, 20 * 41 + 5, 20 * 41 + 36, (byte) 255);
    byte[] target = distorted(affine(41, 41, 45, 0, 0), source, () -> draws[next[0]++]);
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < target.length; i++) {
      double x = i % 41 - 20;
      double y = i / 41 - 20;
      xy += (target[i] & 0xff) * x * y;
      xx += (target[i] & 0xff) * x * x;
    }
    assertEquals(degrees, Math.toDegrees(Math.atan2(xy, xx)), 0.5);
  }

  @Test
  void shearMovesRowsAlongThemselves() {
    // The largest angle, and heads, so a shear.
    long[] draws = {TOP, TOP, 0, 0, 0, 0};
    int[] next = {0};
    byte[] source = new byte[25];
    for (int row = 0; row < 5; row++) {
      source[row * 5 + 2] = 100;
    }
    byte[] target = distorted(affine(5, 5, 45, 0, 0), source, () -> draws[next[0]++]);
    for (int row = 0; row < 5; row++) {
      assertEquals(100, target[row * 5 + 4 - row], "row " + row);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void elasticWithoutDisplacementsIsAffine(long seed) {
    Distortion affine = affine(SIDE, SIDE, 12, 0.2, 2);
    Distortion elastic = elastic(SIDE, SIDE, 0, 4, 12, 0.2, 2);
    assertArrayEquals(
        distorted(affine, digit(), new SplittableRandom(seed)),
        distorted(elastic, digit(), new SplittableRandom(seed)));
  }

  @ParameterizedTest
  @CsvSource({"34, 4", "17, 4", "8, 2.5"})
  void displacementsHaveTheSizeThatTheFormulaGives(double alpha, double sigma) {
    // On a ramp the grey level tells where a pixel comes from, in rows and in columns alike.
    byte[] downRamp = new byte[PIXELS];
    byte[] rightRamp = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      downRamp[i] = (byte) (9 * (i / SIDE));
      rightRamp[i] = (byte) (9 * (i % SIDE));
    }
    // The sum of the squares of a two-dimensional Gaussian's weights is 1 / (4 pi sigma²), and the
    // variance of the uniform numbers is 1/3.
    double expected = alpha / Math.sqrt(3 * 4 * Math.PI * sigma * sigma);
    Distortion distortion = elastic(SIDE, SIDE, alpha, sigma, 0, 0, 0);
    assertEquals(expected, rootMeanSquare(distortion, downRamp), 0.06 * expected);
    assertEquals(expected, rootMeanSquare(distortion, rightRamp), 0.06 * expected);
  }

  private static double rootMeanSquare(Distortion distortion, byte[] ramp) {
    SplittableRandom random = new SplittableRandom(77);
    double sum = 0;
    int count = 0;
    for (int image = 0; image < 1000; image++) {
      byte[] target = distorted(distortion, ramp, random);
      for (int row = 8; row < 20; row++) {
        for (int column = 8; column < 20; column++) {
          int i = row * SIDE + column;
          double moved = ((target[i] & 0xff) - (ramp[i] & 0xff)) / 9.0;
          sum += moved * moved;
          count++;
        }
      }
    }
    return Math.sqrt(sum / count);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1, 0.1, 1",
    "5, -1, 1, 0.1, 1",
    "5, 5, -1, 0.1, 1",
    "5, 5, 90, 0.1, 1",
    "5, 5, NaN, 0.1, 1",
    "5, 5, 1, -0.1, 1",
    "5, 5, 1, 1, 1",
    "5, 5, 1, 0.1, -1",
    "5, 5, 1, 0.1, Infinity"
  })
  void strengthsOutOfRangeAreRefused(
      int rows, int columns, double angle, double stretch, double shift) {
    assertThrows(
        IllegalArgumentException.class, () -> affine(rows, columns, angle, stretch, shift));
    assertThrows(
        IllegalArgumentException.class, () -> elastic(rows, columns, 34, 4, angle, stretch, shift));
  }

  @ParameterizedTest
  @CsvSource({"-1, 4", "NaN, 4", "Infinity, 4", "34, 0", "34, -1", "34, NaN", "34, 101"})
  void displacementsOutOfRangeAreRefused(double alpha, double sigma) {
    assertThrows(IllegalArgumentException.class, () -> elastic(28, 28, alpha, sigma, 0, 0, 0));
  }

  private static Distortion affine(
      int rows, int columns, double angle, double stretch, double shift) {
    return new Distortion(
        new Augmentation(Augmentation.Kind.AFFINE, angle, stretch, shift, 34, 4), rows, columns);
  }

  private static Distortion elastic(
      int rows,
      int columns,
      double alpha,
      double sigma,
      double angle,
      double stretch,
      double shift) {
    return new Distortion(
        new Augmentation(Augmentation.Kind.ELASTIC, angle, stretch, shift, alpha, sigma),
        rows,
        columns);
  }

  private static byte[] distorted(Distortion distortion, byte[] source, RandomGenerator random) {
    byte[] image = source.clone();
    distortion.distort(image, 0, random);
    return image;
  }

  private static byte[] digit() {
    byte[] image = new byte[PIXELS];
    new BuiltInDigits(4).train(1).copyPixels(0, image, 0);
    return image;
  }

  private static double mass(byte[] image) {
    double mass = 0;
    for (byte pixel : image) {
      mass += pixel & 0xff;
    }
    return mass;
  }
}
