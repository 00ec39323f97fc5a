package zigzag.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Handwritten-looking digits made on the spot, so that everything works with no download.
 *
 * <p>Each image is a stroke skeleton of its digit, one of several ways of writing it, bent, slanted
 * and drawn with a random pen, then normalised as MNIST's are: 28 × 28 pixels, the ink fitted into
 * a 20 × 20 box, its centre of mass in the middle. Classes are balanced and in random order. The
 * images depend on the seed alone, not on the number of threads.
 *
 * @param seed two generators with the same seed make the same images
 * @param threads how many threads draw
 */
public record BuiltInDigits(long seed, int threads) {
  /** What the data sets are called; they are never called MNIST. */
  public static final String NAME = "built-in digits";

  /** The number of training images, MNIST's, unless another is asked for. */
  public static final int TRAIN_COUNT = 60_000;

  /** The number of test images, MNIST's, unless another is asked for. */
  public static final int TEST_COUNT = 10_000;

  private static final int PIXELS = InkCanvas.SIZE * InkCanvas.SIZE;

  /** Images that a thread takes at a time. */
  private static final int BLOCK = 500;

  /** The two streams of images that one seed gives. */
  private static final long TRAIN_STREAM = 1;

  private static final long TEST_STREAM = 2;

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException if there are no threads
   */
  public BuiltInDigits {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
  }

  /** Draws on all cores. */
  public BuiltInDigits(long seed) {
    this(seed, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Makes the training images.
   *
   * @throws IllegalArgumentException if {@code count} is negative or too many for one array
   */
  public Dataset train(int count) {
    return make(TRAIN_STREAM, count);
  }

  /**
   * Makes test images, which share no stream of random numbers with the training images.
   *
   * @throws IllegalArgumentException if {@code count} is negative or too many for one array
   */
  public Dataset test(int count) {
    return make(TEST_STREAM, count);
  }

  private Dataset make(long part, int count) {
    if (count < 0 || count > Integer.MAX_VALUE / PIXELS) {
      throw new IllegalArgumentException(
          count + " images; 0 to " + Integer.MAX_VALUE / PIXELS + " work");
    }
    long stream = mix(mix(seed) + part);
    byte[] labels = labels(count, new SplittableRandom(stream));
    byte[] pixels = new byte[count * PIXELS];
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> blocks = new ArrayList<>();
      for (int from = 0; from < count; from += BLOCK) {
        int first = from;
        int end = Math.min(count, from + BLOCK);
        blocks.add(pool.submit(() -> paint(stream, first, end, labels, pixels)));
      }
      for (Future<?> block : blocks) {
        block.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while drawing digits", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("drawing digits failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return new Dataset(NAME, InkCanvas.SIZE, InkCanvas.SIZE, DigitSkeletons.DIGITS, pixels, labels);
  }

  private static void paint(long stream, int first, int end, byte[] labels, byte[] pixels) {
    DigitPainter painter = new DigitPainter();
    for (int image = first; image < end; image++) {
      SplittableRandom random = new SplittableRandom(mix(stream + image + 1));
      painter.paint(labels[image], random, pixels, image * PIXELS);
    }
  }

  /** Each digit as often as the others, but for one, shuffled. */
  private static byte[] labels(int count, SplittableRandom random) {
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
   *
   * <p>Source: David Stafford's variant 13 of the MurmurHash3 finalizer.
   */
  private static long mix(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
