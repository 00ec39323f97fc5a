package zigzag.data;

import java.io.IOException;
import java.util.Objects;
import java.util.function.LongConsumer;
import zigzag.Sha256;

/**
 * Labelled grayscale images, kept as bytes, in memory or in a file. Several threads may read at
 * once.
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
