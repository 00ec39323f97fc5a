package zigzag.data.idx;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.AtomicFile;
import zigzag.data.Dataset;
import zigzag.data.FilePixels;
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
    Path path,
    List<Integer> dimensions,
    String sha256,
    byte[] content,
    FilePixels.Version inPlace) {
  /**
   * Plain files of images of so many bytes or more stay where they are. MNIST's 47 MB and its likes
   * are read: from the heap a step is a little faster, and the file may change meanwhile.
   */
  public static final long IN_PLACE = 128L << 20;

  static final int UNSIGNED_BYTE = 0x08;

  /** Where long arrays go is two thirds of the heap, and a training needs some of it. */
  private static final double HEAP_SHARE = 0.6;

  /** No data set that we know of has more than four. */
  static final int MAX_DIMENSIONS = 8;

  /** Reads a file whole, as {@link #read(Path, int, long)} does. */
  public static IdxFile read(Path file, int dimensions) throws IOException {
    return read(file, dimensions, Long.MAX_VALUE);
  }

  /**
   * Reads a file, plain or gzip as its first bytes tell, and checks it from the first byte to the
   * last; leaves the content of a plain one of at least {@code inPlace} bytes in its place, unless
   * it has one dimension, as labels have.
   *
   * <p>No memory is taken for what the header promises before the file is known to be able to hold
   * it.
   *
   * @param dimensions how many it must have; 0 for any number
   * @throws InputException if there is no such file, its content is malformed or it has another
   *     number of dimensions
   * @throws IOException if the file can't be read
   */
  public static IdxFile read(Path file, int dimensions, long inPlace) throws IOException {
    return IdxReader.with(
        file, reader -> reader.read(dimensions, !reader.staysInPlace(dimensions, inPlace)));
  }

  /** The bytes of memory that {@link #read(Path, int, long)} takes for a file, by its header. */
  public static long need(Path file, int dimensions, long inPlace) throws IOException {
    return IdxReader.with(
        file,
        reader -> reader.length(dimensions) * (reader.staysInPlace(dimensions, inPlace) ? 0 : 1));
  }

  /**
   * Checks that the heap has room for so many bytes of what is in a file or folder.
   *
   * @throws InputException if it has not
   */
  public static void requireRoom(Path what, long bytes) {
    long room = (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory());
    if (bytes > room) {
      throw new InputException(
          Numerals.format(
              "%s: its %,d bytes don't fit into memory (%,d bytes); use fewer examples, unpack"
                  + " large .gz files, or allow more with ZIGZAG_HEAP, as in ZIGZAG_HEAP=8g",
              what, bytes, room));
    }
  }

  /** The sum of a file of any number of dimensions, checked but not kept. */
  public static String sha256(Path file) throws IOException {
    return IdxReader.with(file, reader -> reader.read(0, false)).sha256;
  }

  /**
   * Opens the content, to be closed by the caller.
   *
   * @throws IOException if it was left in its file, and that can't be opened or has changed since
   */
  public Pixels open() throws IOException {
    return content != null
        ? new Pixels.Heap(content)
        : new FilePixels(path, inPlace, headerLength(dimensions.size()), length(dimensions));
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
   */
  public static void write(Dataset data, Path images, Path labels, LongConsumer progress)
      throws IOException {
    AtomicFile.Content pixels = out -> data.forEachChunk(out::write, progress);
    write(images, pixels, data.size(), data.rows(), data.columns());
    write(labels, data.labels(), data.size());
  }

  /** Writes a file as {@link #write(Path, byte[], int...)} does, its content as it comes. */
  public static void write(Path file, AtomicFile.Content content, int... dimensions)
      throws IOException {
    if (dimensions.length < 1 || dimensions.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(dimensions.length + " dimensions");
    }
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException("a dimension of " + dimension);
      }
    }
    long length = length(Arrays.stream(dimensions).boxed().toList());
    AtomicFile.write(
        file,
        target -> {
          boolean packed = file.toString().endsWith(".gz");
          GZIPOutputStream gzip = packed ? new GZIPOutputStream(target, 1 << 16) : null;
          DataOutputStream out = new DataOutputStream(packed ? gzip : target);
          out.writeInt(UNSIGNED_BYTE << 8 | dimensions.length);
          for (int dimension : dimensions) {
            out.writeInt(dimension);
          }
          int header = out.size();
          content.writeTo(out);
          // The stream counts no further than an int does.
          if (out.size() != Math.min(Integer.MAX_VALUE, header + length)) {
            throw new IllegalArgumentException(
                "dimensions for " + length + " bytes, but " + (out.size() - header) + " bytes");
          }
          if (packed) {
            gzip.finish();
          }
        });
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
}
