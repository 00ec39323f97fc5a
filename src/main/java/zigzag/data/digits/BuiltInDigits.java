package zigzag.data.digits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
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

  /**
   * Blocks in memory for each thread: with one more than it draws it need not wait for a reader.
   */
  private static final int AHEAD = 3;

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
    ByteBuffer pixels = ByteBuffer.allocate(count * PIXELS);
    try {
      draw(part, labels, pixels::put);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return new Dataset(
        NAME, InkCanvas.SIZE, InkCanvas.SIZE, DigitSkeletons.DIGITS, pixels.array(), labels);
  }

  private String write(long part, int count, Path images, Path labelsFile, LongConsumer progress)
      throws IOException {
    byte[] labels = labels(part, count);
    Sha256 sum = new Sha256();
    AtomicLong written = new AtomicLong();
    IdxFile.write(
        images,
        out ->
            draw(
                part,
                labels,
                (block, offset, length) -> {
                  out.write(block, offset, length);
                  sum.update(block, offset, length);
                  progress.accept(written.addAndGet(length));
                }),
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

  /** Hands on the pixels in the images' order, drawn a little ahead by the threads. */
  private void draw(long part, byte[] labels, Dataset.ChunkConsumer consumer) throws IOException {
    long stream = stream(part);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Queue<Future<byte[]>> blocks = new ArrayDeque<>();
    try {
      for (int submitted = 0; submitted < labels.length || !blocks.isEmpty(); ) {
        while (submitted < labels.length && blocks.size() < AHEAD * threads) {
          int first = submitted;
          int end = (int) Math.min(labels.length, (long) first + BLOCK);
          blocks.add(pool.submit(() -> paint(stream, first, end, labels)));
          submitted = end;
        }
        byte[] block = blocks.remove().get();
        consumer.accept(block, 0, block.length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while drawing digits", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("drawing digits failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static byte[] paint(long stream, int first, int end, byte[] labels) {
    byte[] pixels = new byte[(end - first) * PIXELS];
    DigitPainter painter = new DigitPainter();
    for (int image = first; image < end; image++) {
      SplittableRandom random = new SplittableRandom(mix(stream + image + 1));
      painter.paint(labels[image], random, pixels, (image - first) * PIXELS);
    }
    return pixels;
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
