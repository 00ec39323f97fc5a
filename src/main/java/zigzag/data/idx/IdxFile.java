package zigzag.data.idx;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.data.Dataset;

/**
 * An array of unsigned bytes with any number of dimensions, as the IDX files of MNIST hold it.
 *
 * <p>Layout, all numbers big-endian: two zero bytes, the type (0x08, unsigned byte), the number of
 * dimensions, one 32-bit length per dimension, then the bytes with the last dimension running
 * fastest. Images have three dimensions (images, rows, columns), labels one. Source: Y. LeCun, C.
 * Cortes, C. J. C. Burges, The MNIST database of handwritten digits.
 */
public final class IdxFile {
  static final int UNSIGNED_BYTE = 0x08;

  /** No data set that we know of has more than four. */
  static final int MAX_DIMENSIONS = 8;

  private final List<Integer> dimensions;
  private final byte[] content;
  private final String sha256;

  IdxFile(List<Integer> dimensions, byte[] content, String sha256) {
    this.dimensions = List.copyOf(dimensions);
    this.content = content;
    this.sha256 = sha256;
  }

  /**
   * Reads a file, plain or gzip as its first bytes tell, whatever its number of dimensions.
   *
   * <p>No memory is taken for what the header promises before the file is known to be able to hold
   * it.
   *
   * @throws InputException if there is no such file or its content is malformed
   * @throws IOException if the file can't be read
   */
  public static IdxFile read(Path file) throws IOException {
    return IdxReader.read(file, 0);
  }

  /**
   * Reads a file as {@link #read(Path)} does, with the given number of dimensions and no other.
   *
   * @throws InputException if there is no such file, its content is malformed or it has another
   *     number of dimensions
   * @throws IOException if the file can't be read
   */
  public static IdxFile read(Path file, int dimensions) throws IOException {
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(dimensions + " dimensions");
    }
    return IdxReader.read(file, dimensions);
  }

  /**
   * Writes a file atomically; gzip if its name ends in {@code .gz}.
   *
   * @throws IllegalArgumentException if the dimensions' product is not the length of the content
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, byte[] content, int... dimensions) throws IOException {
    long length = length(dimensions);
    if (length != content.length) {
      throw new IllegalArgumentException(
          "dimensions for " + length + " bytes, but " + content.length + " bytes");
    }
    write(file, out -> out.write(content), dimensions);
  }

  /**
   * Writes a data set's images and labels as two files.
   *
   * @param progress told of the bytes of pixels that have been written
   * @throws IOException if they can't be written
   */
  public static void write(Dataset data, Path images, Path labels, LongConsumer progress)
      throws IOException {
    write(
        images,
        out -> data.forEachChunk(out::write, progress),
        data.size(),
        data.rows(),
        data.columns());
    byte[] classes = new byte[data.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) data.label(i);
    }
    write(labels, classes, classes.length);
  }

  /**
   * Writes a file as {@link #write(Path, byte[], int...)} does, its content as it comes.
   *
   * @throws IllegalArgumentException if the dimensions' product is not the length of the content
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, AtomicFile.Content content, int... dimensions)
      throws IOException {
    long length = length(dimensions);
    AtomicFile.write(
        file,
        target -> {
          GZIPOutputStream gzip = isGzipName(file) ? new GZIPOutputStream(target, 1 << 16) : null;
          OutputStream out = gzip == null ? target : gzip;
          ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (1 + dimensions.length));
          header.putInt(UNSIGNED_BYTE << 8 | dimensions.length);
          for (int dimension : dimensions) {
            header.putInt(dimension);
          }
          out.write(header.array());
          CountingOutput counting = new CountingOutput(out);
          content.writeTo(counting);
          if (counting.count != length) {
            throw new IllegalArgumentException(
                "dimensions for " + length + " bytes, but " + counting.count + " bytes");
          }
          if (gzip != null) {
            gzip.finish();
          }
        });
  }

  private static long length(int... dimensions) {
    if (dimensions.length < 1 || dimensions.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(dimensions.length + " dimensions");
    }
    long product = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException("a dimension of " + dimension);
      }
      product = multiply(product, dimension);
    }
    return product;
  }

  /**
   * Finds the file of an MNIST name such as {@code train-images-idx3-ubyte} in a folder: as it is,
   * with {@code .gz}, or in the other common spelling, {@code train-images.idx3-ubyte}, in this
   * order.
   */
  public static Optional<Path> find(Path folder, String name) {
    String dotted = name.replace("-idx", ".idx");
    return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  /** The lengths of the dimensions, each at least 1. */
  public List<Integer> dimensions() {
    return dimensions;
  }

  /** The bytes, the last dimension running fastest; not a copy. */
  public byte[] content() {
    return content;
  }

  /** The SHA-256 sum of the decompressed file, header included, in hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** The product of two positive numbers, {@link Long#MAX_VALUE} where it does not fit. */
  static long multiply(long a, int b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static boolean isGzipName(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  /** Counts what passes through. */
  private static final class CountingOutput extends FilterOutputStream {
    private long count;

    CountingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
