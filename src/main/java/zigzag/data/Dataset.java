package zigzag.data;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.LongConsumer;
import zigzag.Sha256;

/**
 * Labelled grayscale images, kept as bytes, in memory or in a file, and scaled to [0, 1] only as a
 * batch is filled. Several threads may read at once.
 *
 * @param name what the data is called in results and on charts: "MNIST", "built-in digits", a
 *     folder
 * @param classes the number of classes; labels run from 0 to one less
 * @param pixels {@code size × rows × columns} bytes, image after image, row after row, 0 the
 *     background and 255 the ink, as in the IDX files of MNIST; closed with the data set
 * @param labels a byte for each example; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record Dataset(String name, int rows, int columns, int classes, Pixels pixels, byte[] labels)
    implements AutoCloseable {
  /** The largest number of classes that a label byte can tell apart. */
  public static final int MAX_CLASSES = 256;

  private static final int CHUNK = 1 << 16;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * {@code SCALE[b & 0xff]} is the byte's value in [0, 1].
   *
   * <p>The table takes 0.36 µs for 784 pixels, {@code (b & 0xff) / 255f} 0.65 µs; {@code (b & 0xff)
   * * (1 / 255f)} takes 0.39 µs and differs in the last bit for 126 of the 256 values.
   */
  private static final float[] SCALE = new float[256];

  static {
    for (int value = 0; value < SCALE.length; value++) {
      SCALE[value] = value / 255f;
    }
  }

  /** Rejects sizes that contradict each other and labels that are not below {@code classes}. */
  public Dataset {
    Objects.requireNonNull(name);
    if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels");
    }
    if (classes < 1 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(classes + " classes; 1 to " + MAX_CLASSES + " work");
    }
    if ((long) labels.length * rows * columns != pixels.length()) {
      throw new IllegalArgumentException(
          labels.length + " labels, but pixels for " + pixels.length() / ((long) rows * columns));
    }
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i] & 0xff;
      if (label >= classes) {
        throw new IllegalArgumentException(
            "label " + label + " of example " + i + "; there are " + classes);
      }
    }
  }

  /** Takes the arrays as they are, without copying them. */
  public Dataset(String name, int rows, int columns, int classes, byte[] pixels, byte[] labels) {
    this(name, rows, columns, classes, new Pixels.Heap(pixels), labels);
  }

  /** The same data under another name. */
  public Dataset named(String other) {
    return new Dataset(other, rows, columns, classes, pixels, labels);
  }

  public int size() {
    return labels.length;
  }

  /** The pixels of one image, which is the number of inputs of a network. */
  public int inputs() {
    return rows * columns;
  }

  public int label(int example) {
    return labels[example] & 0xff;
  }

  /** Copies the pixels of one image to {@code target} from {@code offset} on. */
  public void copyPixels(int example, byte[] target, int offset) {
    pixels.copy((long) example * inputs(), inputs(), target, offset);
  }

  /** The same, each pixel scaled to [0, 1]. */
  public void copyScaled(int example, float[] target, int offset) {
    pixels.copyScaled((long) example * inputs(), inputs(), target, offset);
  }

  /** Writes {@code count} pixels to {@code target} from {@code offset} on, scaled to [0, 1]. */
  public static void scale(byte[] pixels, int from, int count, float[] target, int offset) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = SCALE[pixels[from + i] & 0xff];
    }
  }

  /**
   * Writes some pixels of an image to the beginning of an array, scaled to [0, 1].
   *
   * @param from where the image begins
   * @param numbers which of its pixels, {@code count} of them
   */
  public static void scale(byte[] pixels, int from, int[] numbers, int count, float[] target) {
    for (int i = 0; i < count; i++) {
      target[i] = SCALE[pixels[from + numbers[i]] & 0xff];
    }
  }

  /**
   * Marks the pixels of an image that are not blank.
   *
   * @param from where the image begins, {@code count} pixels
   * @param marks one for each pixel; what is marked already stays so
   */
  public static void mark(byte[] pixels, int from, int count, byte[] marks) {
    int i = 0;
    for (; i + Long.BYTES <= count; i += Long.BYTES) {
      // Without asking whether they are blank: 50 images of MNIST take 7 µs, and 11 µs with it.
      EIGHT_BYTES.set(
          marks, i, (long) EIGHT_BYTES.get(marks, i) | (long) EIGHT_BYTES.get(pixels, from + i));
    }
    for (; i < count; i++) {
      marks[i] |= pixels[from + i];
    }
  }

  /** The SHA-256 sum of all pixels and, after them, all labels. */
  public String sha256() throws IOException {
    Sha256 sum = new Sha256();
    forEachChunk(sum::update, done -> {});
    sum.update(labels, 0, labels.length);
    return sum.hex();
  }

  /** Closes the file that the pixels are read from, if they are. */
  @Override
  public void close() throws IOException {
    pixels.close();
  }

  /** Takes some bytes. */
  @FunctionalInterface
  public interface ChunkConsumer {
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * Hands on all pixels, image by image, some at a time.
   *
   * @param progress told of the bytes of pixels that have been handed on
   */
  public void forEachChunk(ChunkConsumer consumer, LongConsumer progress) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long done = 0; done < pixels.length(); ) {
      int count = (int) Math.min(CHUNK, pixels.length() - done);
      pixels.copy(done, count, chunk, 0);
      consumer.accept(chunk, 0, count);
      done += count;
      progress.accept(done);
    }
  }
}
