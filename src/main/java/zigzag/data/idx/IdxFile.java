package zigzag.data.idx;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.data.Dataset;
import zigzag.data.FilePixels;
import zigzag.data.FileVersion;
import zigzag.data.HeapPixels;
import zigzag.data.Pixels;

/**
 * An array of unsigned bytes with any number of dimensions, as the IDX files of MNIST hold it.
 *
 * <p>Layout, all numbers big-endian: two zero bytes, the type (0x08, unsigned byte), the number of
 * dimensions, one 32-bit length per dimension, then the bytes with the last dimension running
 * fastest. Images have three dimensions (images, rows, columns), labels one. Source: Y. LeCun, C.
 * Cortes, C. J. C. Burges, The MNIST database of handwritten digits.
 *
 * @param dimensions their lengths, each at least 1
 * @param sha256 the sum of the decompressed file, header included, in hexadecimal
 * @param content the bytes, not a copy; null if they are left in the file
 * @param inPlace the file as it was before it was checked, if it keeps its content; null otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record IdxFile(
    Path path, List<Integer> dimensions, String sha256, byte[] content, FileVersion inPlace) {
  /**
   * Plain files of images of so many bytes or more stay where they are. MNIST's 47 MB and its likes
   * are read: from the heap a step is a little faster, and the file may change meanwhile.
   */
  public static final long IN_PLACE = 128L << 20;

  static final int UNSIGNED_BYTE = 0x08;

  /** No data set that we know of has more than four. */
  static final int MAX_DIMENSIONS = 8;

  /**
   * Reads a file, plain or gzip as its first bytes tell.
   *
   * <p>No memory is taken for what the header promises before the file is known to be able to hold
   * it.
   *
   * @param dimensions how many it must have; 0 for any number
   * @throws InputException if there is no such file, its content is malformed or it has another
   *     number of dimensions
   * @throws IOException if the file can't be read
   */
  public static IdxFile read(Path file, int dimensions) throws IOException {
    return read(file, dimensions, Long.MAX_VALUE);
  }

  /**
   * Reads a file, too, but leaves the content of a plain one of at least {@code inPlace} bytes in
   * its place once it has been checked from the first byte to the last.
   */
  public static IdxFile read(Path file, int dimensions, long inPlace) throws IOException {
    return IdxReader.isPlain(file, inPlace)
        ? IdxReader.check(file, dimensions)
        : IdxReader.read(file, dimensions);
  }

  /** The bytes of memory that {@link #read(Path, int, long)} takes for a file, by its header. */
  public static long need(Path file, int dimensions, long inPlace) throws IOException {
    long need = IdxReader.need(file, dimensions);
    return IdxReader.isPlain(file, inPlace) ? 0 : need;
  }

  /** The sum of a file of any number of dimensions, checked but not kept. */
  public static String sha256(Path file) throws IOException {
    return IdxReader.check(file, 0).sha256();
  }

  /**
   * Opens the content, to be closed by the caller.
   *
   * @throws IOException if it was left in its file, and that can't be opened or has changed since
   */
  public Pixels open() throws IOException {
    return content != null
        ? new HeapPixels(content)
        : FilePixels.open(path, inPlace, headerLength(dimensions.size()), length(dimensions));
  }

  /**
   * Writes a file atomically; gzip if its name ends in {@code .gz}.
   *
   * @throws IllegalArgumentException if the dimensions' product is not the length of the content
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, byte[] content, int... dimensions) throws IOException {
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
    write(labels, data.labels(), data.size());
  }

  /**
   * Writes a file as {@link #write(Path, byte[], int...)} does, its content as it comes.
   *
   * @throws IllegalArgumentException if the dimensions' product is not the length of the content
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, AtomicFile.Content content, int... dimensions)
      throws IOException {
    long length = checkedLength(dimensions);
    AtomicFile.write(
        file,
        target -> {
          GZIPOutputStream gzip = isGzipName(file) ? new GZIPOutputStream(target, 1 << 16) : null;
          OutputStream out = gzip == null ? target : gzip;
          ByteBuffer header = ByteBuffer.allocate(headerLength(dimensions.length));
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

  private static long checkedLength(int... dimensions) {
    if (dimensions.length < 1 || dimensions.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(dimensions.length + " dimensions");
    }
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException("a dimension of " + dimension);
      }
    }
    return length(Arrays.stream(dimensions).boxed().toList());
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

  static int headerLength(int dimensions) {
    return Integer.BYTES * (1 + dimensions);
  }

  /** The product of positive numbers, {@link Long#MAX_VALUE} where it does not fit. */
  static long length(List<Integer> dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      product = product > Long.MAX_VALUE / dimension ? Long.MAX_VALUE : product * dimension;
    }
    return product;
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
