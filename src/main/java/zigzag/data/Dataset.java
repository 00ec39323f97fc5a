package zigzag.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Labelled grayscale images, kept as bytes and scaled to [0, 1] only as a batch is filled.
 *
 * <p>{@code pixels} holds {@code count × rows × columns} bytes, image after image, row after row, 0
 * the background and 255 the ink, as in the IDX files of MNIST; {@code labels} holds {@code count}
 * bytes, each below {@code classes}.
 */
public final class Dataset {
  /** The largest number of classes that a label byte can tell apart. */
  public static final int MAX_CLASSES = 256;

  /** {@code SCALE[b & 0xff]} is the byte's value in [0, 1]. */
  private static final float[] SCALE = new float[256];

  static {
    for (int value = 0; value < SCALE.length; value++) {
      SCALE[value] = value / 255f;
    }
  }

  private final String name;
  private final int rows;
  private final int columns;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Takes the arrays as they are, without copying them.
   *
   * @throws IllegalArgumentException if the sizes contradict each other or a label is not below
   *     {@code classes}
   */
  public Dataset(String name, int rows, int columns, int classes, byte[] pixels, byte[] labels) {
    this.name = Objects.requireNonNull(name);
    this.rows = rows;
    this.columns = columns;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels");
    }
    if (classes < 1 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(classes + " classes; 1 to " + MAX_CLASSES + " work");
    }
    if ((long) labels.length * rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          labels.length + " labels, but pixels for " + pixels.length / (rows * columns));
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xff) >= classes) {
        throw new IllegalArgumentException(
            "label " + (labels[i] & 0xff) + " of example " + i + "; there are " + classes);
      }
    }
  }

  /** What the data is called in results and on charts: "MNIST", "built-in digits", a folder. */
  public String name() {
    return name;
  }

  /** The number of examples. */
  public int size() {
    return labels.length;
  }

  /** The height of an image in pixels. */
  public int rows() {
    return rows;
  }

  /** The width of an image in pixels. */
  public int columns() {
    return columns;
  }

  /** The pixels of one image, which is the number of inputs of a network. */
  public int inputs() {
    return rows * columns;
  }

  /** The number of classes; labels run from 0 to one less. */
  public int classes() {
    return classes;
  }

  /** The class of one example. */
  public int label(int example) {
    return labels[example] & 0xff;
  }

  /** Copies the pixels of one image to {@code target} from {@code offset} on. */
  public void copyPixels(int example, byte[] target, int offset) {
    System.arraycopy(pixels, example * inputs(), target, offset, inputs());
  }

  /** Writes one image to {@code target} from {@code offset} on, each pixel scaled to [0, 1]. */
  public void copyScaled(int example, float[] target, int offset) {
    scale(pixels, example * inputs(), inputs(), target, offset);
  }

  /** Writes {@code count} pixels to {@code target} from {@code offset} on, scaled to [0, 1]. */
  public static void scale(byte[] pixels, int from, int count, float[] target, int offset) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = (pixels[from + i] & 0xff) / 255f;
    }
  }

  /**
   * Writes the images and the labels as two IDX files.
   *
   * @throws IOException if they can't be written
   */
  public void write(Path images, Path labelsFile) throws IOException {
    IdxFile.write(images, pixels, size(), rows, columns);
    IdxFile.write(labelsFile, labels, size());
  }

  /** The SHA-256 sum of all pixels and, after them, all labels. */
  public String sha256() {
    Sha256 sum = new Sha256();
    sum.update(pixels, 0, pixels.length);
    sum.update(labels, 0, labels.length);
    return sum.hex();
  }
}
