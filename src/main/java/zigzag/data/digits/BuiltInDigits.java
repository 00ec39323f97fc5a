package zigzag.data.digits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import zigzag.Sha256;
import zigzag.data.Dataset;
import zigzag.data.idx.IdxFile;

/**
 * Handwritten-looking digits made on the spot, so that everything works with no download.
 *
 * <p>Each image is a stroke skeleton of its digit, one of several ways of writing it, bent, slanted
 * and drawn with a random pen, then normalised as MNIST's are: 28 × 28 pixels, the ink fitted into
 * a 20 × 20 box, its centre of mass in the middle. Classes are balanced and in random order. The
 * images depend on the seed alone, not on the number of threads.
 *
 * @param seed two generators with the same seed make the same images
 */
public record BuiltInDigits(long seed) {
  /** What the data sets are called; they are never called MNIST. */
  public static final String NAME = "built-in digits";

  /** As many images as MNIST has, unless other numbers are asked for. */
  public static final int TRAIN_COUNT = 60_000;

  public static final int TEST_COUNT = 10_000;

  private static final int PIXELS = InkCanvas.SIZE * InkCanvas.SIZE;

  /** Images that are drawn before they are written. */
  private static final int BLOCK = 5000;

  /** The two streams of images that one seed gives. */
  private static final long TRAIN_STREAM = 1;

  private static final long TEST_STREAM = 2;

  /** From one state of a SplittableRandom to the next. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /**
   * Makes the training images.
   *
   * @throws IllegalArgumentException if {@code count} is negative or too many for one array
   */
  public Dataset train(int count) {
    return make(TRAIN_STREAM, count);
  }

  /** Makes test images, which share no stream of random numbers with the training images. */
  public Dataset test(int count) {
    return make(TEST_STREAM, count);
  }

  /**
   * Writes what {@link #train} would make as two IDX files, in little memory.
   *
   * @param progress told of the bytes of pixels that have been written
   * @return the SHA-256 sum of all pixels and, after them, all labels
   * @throws IllegalArgumentException if there are no images to write
   * @throws IOException if the files can't be written
   */
  public String writeTrain(int count, Path images, Path labels, LongConsumer progress)
      throws IOException {
    return write(TRAIN_STREAM, count, images, labels, progress);
  }

  /** Writes what {@link #test} would make, as {@link #writeTrain} does. */
  public String writeTest(int count, Path images, Path labels, LongConsumer progress)
      throws IOException {
    return write(TEST_STREAM, count, images, labels, progress);
  }

  /** The pixels of so many images. */
  public static long bytes(int count) {
    return (long) count * PIXELS;
  }

  private Dataset make(long part, int count) {
    if (count < 0 || count > Integer.MAX_VALUE / PIXELS) {
      throw new IllegalArgumentException(
          count + " images; 0 to " + Integer.MAX_VALUE / PIXELS + " work");
    }
    byte[] labels = labels(part, count);
    byte[] pixels = new byte[count * PIXELS];
    for (int done = 0; done < pixels.length; ) {
      done += draw(part, labels, done / PIXELS, pixels, done);
    }
    return new Dataset(NAME, InkCanvas.SIZE, InkCanvas.SIZE, DigitSkeletons.DIGITS, pixels, labels);
  }

  private String write(long part, int count, Path images, Path labelsFile, LongConsumer progress)
      throws IOException {
    byte[] labels = labels(part, count);
    Sha256 sum = new Sha256();
    IdxFile.write(
        images,
        out -> {
          byte[] block = new byte[Math.min(BLOCK, count) * PIXELS];
          for (long done = 0; done < bytes(count); progress.accept(done)) {
            int length = draw(part, labels, (int) (done / PIXELS), block, 0);
            out.write(block, 0, length);
            sum.update(block, 0, length);
            done += length;
          }
        },
        count,
        InkCanvas.SIZE,
        InkCanvas.SIZE);
    IdxFile.write(labelsFile, labels, count);
    sum.update(labels, 0, labels.length);
    return sum.hex();
  }

  private long stream(long part) {
    return mix(mix(seed) + part);
  }

  /** Draws a block of images on all cores, as far as there are any, and returns their bytes. */
  private int draw(long part, byte[] labels, int first, byte[] target, int offset) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while drawing digits");
    }
    long stream = stream(part);
    int count = Math.min(BLOCK, labels.length - first);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(mix(stream + first + i + 1));
              new DigitPainter(labels[first + i], random).paint(target, offset + i * PIXELS);
            });
    return count * PIXELS;
  }

  /** Each digit as often as the others, but for one, shuffled. */
  private byte[] labels(long part, int count) {
    SplittableRandom random = new SplittableRandom(stream(part));
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      labels[i] = labels[j];
      labels[j] = (byte) (i % DigitSkeletons.DIGITS);
    }
    return labels;
  }

  /**
   * A bijection that scatters neighbouring numbers over all 64 bits: a SplittableRandom of the next
   * seed would otherwise run through the same numbers one step later.
   */
  private static long mix(long number) {
    return new SplittableRandom((number - 1) * GOLDEN_GAMMA).nextLong();
  }
}
