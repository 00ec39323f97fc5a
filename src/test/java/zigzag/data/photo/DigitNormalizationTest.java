package zigzag.data.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;

/** The laws of the normalisation, on built-in digits drawn on paper of many kinds. */
@Tag("slow")
final class DigitNormalizationTest {
  private static final int SIDE = 28;
  private static final DigitNormalization MNIST = new DigitNormalization(SIDE, SIDE);
  private static final Dataset DIGITS = new BuiltInDigits(3).test(20);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void giveBackADigitThatWasEnlargedAndInverted(int example) {
    byte[] original = digit(example);
    GrayImage large = inverted(enlarged(original, 10, 280, 0, 0));

    byte[] seen = MNIST.normalize(large).orElseThrow();

    assertTrue(difference(original, seen) < 2.5, "differs by " + difference(original, seen));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void fitsTheBoxAndCentresTheMass(int example) {
    GrayImage picture = enlarged(digit(example), 7, 300, 93, 17);

    byte[] seen = MNIST.normalize(picture).orElseThrow();

    int[] box = box(seen, SIDE, SIDE);
    assertEquals(20, Math.max(box[1] - box[0], box[3] - box[2]), 1);
    double[] centre = centre(seen, SIDE, SIDE);
    assertEquals(14, centre[0], 0.51);
    assertEquals(14, centre[1], 0.51);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,84,0", "2,0,84", "3,84,84", "4,31,57", "5,3,80"})
  void doesNotDependOnThePlaceInThePicture(int example, int top, int left) {
    GrayImage middle = enlarged(digit(example), 4, 196, 42, 42);

    assertArrayEquals(
        MNIST.normalize(middle).orElseThrow(),
        MNIST.normalize(enlarged(digit(example), 4, 196, top, left)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void doesNotDependOnWhichSideIsDark(int example) {
    GrayImage picture = enlarged(digit(example), 5, 200, 20, 30);

    assertArrayEquals(
        MNIST.normalize(picture).orElseThrow(), MNIST.normalize(inverted(picture)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void findsADigitOnGreyPaperInUnevenLightWithNoiseAndDust(int example) {
    byte[] original = digit(example);
    SplittableRandom random = new SplittableRandom(example);
    GrayImage clean = enlarged(original, 10, 400, 60, 60);
    byte[] photo = new byte[400 * 400];
    for (int i = 0; i < photo.length; i++) {
      double ink = (clean.pixels()[i] & 0xff) / 255.0;
      double paper = 170 + 60 * (i % 400 - 200) / 400.0 + 30 * (i / 400.0 - 200) / 400.0;
      photo[i] = level(paper * (1 - ink) + 50 * ink + 4 * random.nextGaussian());
    }
    for (int i = 0; i < 9; i++) {
      photo[(20 + i / 3) * 400 + 380 + i % 3] = 40;
    }

    byte[] seen = MNIST.normalize(new GrayImage(400, 400, photo)).orElseThrow();

    // Ink in the shade has less contrast, so the centre of mass may be another whole pixel.
    double closest = Double.POSITIVE_INFINITY;
    for (int shift : new int[] {-SIDE - 1, -SIDE, 1 - SIDE, -1, 0, 1, SIDE - 1, SIDE, SIDE + 1}) {
      closest = Math.min(closest, difference(original, shifted(seen, shift)));
    }
    assertTrue(closest < 12, "differs by " + closest);
  }

  /** Ruled or squared paper, straight or tilted, dark on light and light on dark. */
  @ParameterizedTest
  @CsvSource({
    "0,60,0,0",
    "1,45,0,1.5",
    "2,60,0,0",
    "3,80,25,0",
    "4,60,60,0",
    "5,50,50,0",
    "6,60,60,2",
    "7,33,33,-1",
    "8,60,60,0",
    "9,24,24,0",
    "10,70,0,-2",
    "11,60,60,1"
  })
  void findsADigitOnRuledPaper(int example, int rowGap, int columnGap, double degrees) {
    GrayImage clean = enlarged(digit(example), 10, 400, 60, 60);
    GrayImage ruled = ruled(clean, rowGap, columnGap, degrees);

    byte[] seen = MNIST.normalize(ruled).orElseThrow();

    assertEquals(Set.of(), MNIST.doubts(ruled));
    assertArrayEquals(seen, MNIST.normalize(inverted(ruled)).orElseThrow());
    // What is fainter than the lines is lost, so the centre of mass may be another whole pixel.
    byte[] wanted = MNIST.normalize(clean).orElseThrow();
    double closest = Double.POSITIVE_INFINITY;
    for (int shift : new int[] {-SIDE - 1, -SIDE, 1 - SIDE, -1, 0, 1, SIDE - 1, SIDE, SIDE + 1}) {
      closest = Math.min(closest, difference(wanted, shifted(seen, shift)));
    }
    assertTrue(closest < 8, "differs by " + closest);
  }

  /** A digit that is as wide as its picture and has a bar from edge to edge is no ruled paper. */
  @Test
  void takesNoBarOfADigitForALine() {
    byte[] pixels = new byte[120 * 120];
    for (int i = 0; i < 120; i++) {
      pixels[i] = pixels[120 + i] = pixels[240 + i] = (byte) 255;
      for (int x = 0; x < 3; x++) {
        pixels[i * 120 + 60 - x] = (byte) 255;
      }
    }
    byte[] seen = MNIST.normalize(new GrayImage(120, 120, pixels)).orElseThrow();
    int[] box = box(seen, SIDE, SIDE);
    assertEquals(20, box[3] - box[2], "the bar of the T is there");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void doubtsWhatIsCutOffOrMoreThanOne(int example) {
    GrayImage whole = enlarged(digit(example), 8, 300, 30, 30);
    assertEquals(Set.of(), MNIST.doubts(whole));

    byte[] cut = new byte[300 * 300];
    System.arraycopy(whole.pixels(), 130 * 300, cut, 0, 170 * 300);
    assertTrue(MNIST.doubts(new GrayImage(300, 300, cut)).contains(Doubt.CUT_OFF));

    byte[] pair = new byte[300 * 600];
    for (int row = 0; row < 300; row++) {
      System.arraycopy(whole.pixels(), row * 300, pair, row * 600, 300);
      System.arraycopy(whole.pixels(), row * 300, pair, row * 600 + 300, 300);
    }
    assertEquals(Set.of(Doubt.SEVERAL), MNIST.doubts(new GrayImage(300, 600, pair)));
  }

  @Test
  void drawsHairlinesInFullInk() {
    byte[] pixels = new byte[500 * 500];
    for (int row = 50; row < 450; row++) {
      pixels[row * 500 + 250] = (byte) 255;
      pixels[row * 500 + 251] = (byte) 255;
    }

    byte[] seen = MNIST.normalize(new GrayImage(500, 500, pixels)).orElseThrow();

    int full = 0;
    for (byte pixel : seen) {
      full += (pixel & 0xff) == 255 ? 1 : 0;
    }
    assertTrue(full >= 18, full + " pixels in full ink");
  }

  @Test
  void seesNothingOnEmptyPaper() {
    byte[] white = new byte[100 * 80];
    Arrays.fill(white, (byte) 255);
    assertEquals(Optional.empty(), MNIST.normalize(new GrayImage(100, 80, white)));

    SplittableRandom random = new SplittableRandom(1);
    byte[] noisy = new byte[200 * 200];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = level(180 + 0.2 * (i % 200) + 5 * random.nextGaussian());
    }
    assertEquals(Optional.empty(), MNIST.normalize(new GrayImage(200, 200, noisy)));
  }

  @ParameterizedTest
  @CsvSource({"28,28", "20,20", "32,16", "7,9", "1,1"})
  void worksForOtherSizes(int rows, int columns) {
    DigitNormalization other = new DigitNormalization(rows, columns);

    byte[] seen = other.normalize(enlarged(digit(2), 8, 230, 3, 3)).orElseThrow();

    assertEquals(rows * columns, seen.length);
    int[] box = box(seen, rows, columns);
    assertTrue(box[1] - box[0] <= Math.max(1, Math.round(rows * 20 / 28f)));
    assertTrue(box[3] - box[2] <= Math.max(1, Math.round(columns * 20 / 28f)));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,50", "50,1", "2,3"})
  void takesPicturesOfAnyShape(int rows, int columns) {
    byte[] pixels = new byte[rows * columns];
    assertEquals(Optional.empty(), MNIST.normalize(new GrayImage(rows, columns, pixels)));
    pixels[pixels.length / 2] = (byte) 255;
    MNIST
        .normalize(new GrayImage(rows, columns, pixels))
        .ifPresent(seen -> assertEquals(SIDE * SIDE, seen.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void keepsPicturesOfTheRightSizeToTheBit(int example) {
    byte[] original = digit(example);
    GrayImage image = new GrayImage(SIDE, SIDE, original);

    assertArrayEquals(original, MNIST.keep(image).orElseThrow());
    assertArrayEquals(original, MNIST.keep(inverted(image)).orElseThrow());
  }

  @Test
  void keepsNothingBlankAndNothingOfAnotherSize() {
    assertEquals(Optional.empty(), MNIST.keep(new GrayImage(SIDE, SIDE, new byte[SIDE * SIDE])));
    GrayImage other = new GrayImage(2, 3, new byte[6]);
    assertThrows(IllegalArgumentException.class, () -> MNIST.keep(other));
    assertThrows(IllegalArgumentException.class, () -> new DigitNormalization(0, 28));
    assertThrows(IllegalArgumentException.class, () -> new GrayImage(2, 2, new byte[5]));
  }

  private static byte[] digit(int example) {
    byte[] pixels = new byte[SIDE * SIDE];
    DIGITS.copyPixels(example, pixels, 0);
    return pixels;
  }

  /** Each pixel a square, at a place on a dark square picture. */
  private static GrayImage enlarged(byte[] digit, int zoom, int side, int top, int left) {
    byte[] pixels = new byte[side * side];
    for (int y = 0; y < SIDE * zoom; y++) {
      for (int x = 0; x < SIDE * zoom; x++) {
        pixels[(top + y) * side + left + x] = digit[y / zoom * SIDE + x / zoom];
      }
    }
    return new GrayImage(side, side, pixels);
  }

  private static GrayImage inverted(GrayImage image) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ~pixels[i];
    }
    return new GrayImage(image.rows(), image.columns(), pixels);
  }

  /** Lines of two pixels and a fifth of the ink, the ink over them, so many pixels apart. */
  private static GrayImage ruled(GrayImage image, int rowGap, int columnGap, double degrees) {
    byte[] pixels = image.pixels().clone();
    double slope = Math.tan(Math.toRadians(degrees));
    for (int i = 0; i < pixels.length; i++) {
      int row = i / image.columns();
      int column = i % image.columns();
      double y = row + slope * column + 1000;
      double x = column - slope * row + 1000;
      if (y % rowGap < 2 || (columnGap > 0 && x % columnGap < 2)) {
        pixels[i] = (byte) Math.max(pixels[i] & 0xff, 50);
      }
    }
    return new GrayImage(image.rows(), image.columns(), pixels);
  }

  private static byte level(double level) {
    return (byte) Math.round(Math.max(0, Math.min(255, level)));
  }

  /** Moves the pixels on; what leaves the margin is background. */
  private static byte[] shifted(byte[] pixels, int by) {
    byte[] moved = new byte[pixels.length];
    int from = Math.max(0, -by);
    System.arraycopy(pixels, from, moved, from + by, pixels.length - Math.abs(by));
    return moved;
  }

  /** The mean absolute difference in grey levels. */
  private static double difference(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return sum / a.length;
  }

  /** The first row, the row behind the last, and the same for columns, of what is not 0. */
  private static int[] box(byte[] pixels, int rows, int columns) {
    int[] box = {rows, 0, columns, 0};
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        box[0] = Math.min(box[0], i / columns);
        box[1] = Math.max(box[1], i / columns + 1);
        box[2] = Math.min(box[2], i % columns);
        box[3] = Math.max(box[3], i % columns + 1);
      }
    }
    return box;
  }

  private static double[] centre(byte[] pixels, int rows, int columns) {
    double mass = 0;
    double y = 0;
    double x = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int level = pixels[row * columns + column] & 0xff;
        mass += level;
        y += (double) level * row;
        x += (double) level * column;
      }
    }
    return new double[] {y / mass, x / mass};
  }
}
