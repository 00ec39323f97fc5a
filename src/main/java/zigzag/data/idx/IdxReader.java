package zigzag.data.idx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.RegularFile;
import zigzag.Sha256;
import zigzag.data.FilePixels;

/** Reads one IDX file that nobody has vouched for. */
final class IdxReader {
  private static final int CHUNK = 1 << 16;

  /** Gzip that promises no more than this many times its size is believed; MNIST needs 5. */
  private static final int FIRST_GUESS = 16;

  /** The longest array that Java gives. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** The most bytes of one image, or of whatever the first dimension counts: 4096 x 4096. */
  private static final long MAX_PER_ITEM = 1 << 24;

  private final Path file;

  /** The file as it was before it was opened. */
  private final FilePixels.Version version;

  private final boolean gzip;
  private final InputStream in;
  private final Sha256 sha256 = new Sha256();

  private IdxReader(Path file, FilePixels.Version version, boolean gzip, InputStream in) {
    this.file = file;
    this.version = version;
    this.gzip = gzip;
    this.in = in;
  }

  /** What is to be made of a file, once it is open. */
  @FunctionalInterface
  interface Reading<T> {
    T of(IdxReader reader) throws IOException;
  }

  /** Opens a file, plain or gzip as its first bytes tell, and closes it again. */
  static <T> T with(Path file, Reading<T> reading) throws IOException {
    if (!Files.exists(file)) {
      throw new InputException(file + ": there is no such file; check the path");
    }
    FilePixels.Version version = FilePixels.Version.of(file);
    try (InputStream raw = new BufferedInputStream(RegularFile.stream(file), CHUNK)) {
      raw.mark(2);
      boolean gzip = (raw.read() | raw.read() << 8) == GZIPInputStream.GZIP_MAGIC;
      raw.reset();
      try (InputStream in = gzip ? new GzipInput(raw) : raw) {
        return reading.of(new IdxReader(file, version, gzip, in));
      } catch (ZipException e) {
        throw new InputException(file + ": " + e.getMessage() + "; copy or download it again", e);
      }
    }
  }

  /** Whether it is a large plain file, of at least so many bytes; labels never are. */
  boolean staysInPlace(int dimensions, long least) {
    return !gzip && dimensions != 1 && version.size() >= least;
  }

  /**
   * Reads the file to its last byte.
   *
   * @param wantedDimensions how many it must have; 0 for any number
   * @param keep whether its content is kept; checked it is in any case
   */
  IdxFile read(int wantedDimensions, boolean keep) throws IOException {
    List<Integer> dimensions = readHeader(wantedDimensions);
    long length = checkedLength(dimensions);
    if (keep) {
      IdxFile.requireRoom(file, length);
      if (length > MAX_ARRAY) {
        throw refused("its %,d bytes don't fit into memory; unpack it, or use fewer", length);
      }
      if (gzip && length > Math.max(CHUNK, FIRST_GUESS * version.size())) {
        // Packed so well that it may be a lie: memory is taken once all has been seen to be there.
        with(file, again -> again.read(wantedDimensions, false));
      }
    }
    byte[] content = new byte[(int) (keep ? length : CHUNK)];
    for (long held = 0; held < length; ) {
      int at = keep ? (int) held : 0;
      int count = in.read(content, at, (int) Math.min(CHUNK, length - held));
      if (count < 0) {
        throw damaged("the header promises %,d bytes, but only %,d follow", length, held);
      }
      sha256.update(content, at, count);
      held += count;
    }
    // For gzip this is also where the checksum is compared: it follows the last byte.
    if (in.read() >= 0) {
      throw damaged("more bytes follow than the %,d that the header promises", length);
    }
    return new IdxFile(
        file, dimensions, sha256.hex(), keep ? content : null, keep ? null : version);
  }

  /** The bytes of content, by the header alone. */
  long length(int wantedDimensions) throws IOException {
    return checkedLength(readHeader(wantedDimensions));
  }

  private List<Integer> readHeader(int wantedDimensions) throws IOException {
    int dimensionCount = readMagic();
    if (wantedDimensions != 0 && dimensionCount != wantedDimensions) {
      throw refused(
          "the file has %d dimensions where %d are wanted (images have 3, labels 1); check that"
              + " images and labels are not swapped",
          dimensionCount, wantedDimensions);
    }
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 1; i <= dimensionCount; i++) {
      byte[] bytes = in.readNBytes(Integer.BYTES);
      requireHeader(bytes);
      int dimension = ByteBuffer.wrap(bytes).getInt();
      if (dimension == 0) {
        throw damaged("dimension %d is 0", i);
      }
      if (dimension < 0) {
        throw damaged("dimension %d is larger than %,d", i, Integer.MAX_VALUE);
      }
      dimensions.add(dimension);
    }
    return dimensions;
  }

  /** Reads the first four bytes and returns the number of dimensions. */
  private int readMagic() throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length == 0) {
      throw damaged("the file is empty");
    }
    byte[] magic = Arrays.copyOf(bytes, Integer.BYTES);
    if (magic[0] != 0 || magic[1] != 0) {
      throw refused(
          "this is not an IDX file (it starts with 0x%02x%02x, not 0x0000); give an IDX file,"
              + " plain or gzip",
          magic[0], magic[1]);
    }
    requireHeader(bytes);
    if (magic[2] != IdxFile.UNSIGNED_BYTE) {
      throw refused(
          "the elements are of type 0x%02x; only unsigned bytes, 0x08, are read: convert the file",
          magic[2]);
    }
    int dimensions = magic[3] & 0xff;
    if (dimensions < 1 || dimensions > IdxFile.MAX_DIMENSIONS) {
      throw damaged(
          "the file has %d dimensions where 1 to %d are possible",
          dimensions, IdxFile.MAX_DIMENSIONS);
    }
    return dimensions;
  }

  private void requireHeader(byte[] bytes) {
    if (bytes.length < Integer.BYTES) {
      throw damaged("the file ends within its header");
    }
    sha256.update(bytes, 0, bytes.length);
  }

  /** The length that the dimensions promise, once it is known that the file can hold it. */
  private long checkedLength(List<Integer> dimensions) {
    long length = IdxFile.length(dimensions);
    long most = gzip ? GzipInput.MAX_RATIO * version.size() : version.size();
    long held = most - IdxFile.headerLength(dimensions.size());
    if (length > held || (!gzip && length < held)) {
      throw damaged(
          "the header promises %,d bytes (%s), but "
              + (gzip
                  ? "this gzip can't hold more than %,d"
                  : length > held ? "only follow %,d" : "%,d follow"),
          length,
          dimensions.stream().map(Numerals::whole).collect(Collectors.joining(" x ")),
          held);
    }
    long item = length / dimensions.get(0);
    if (item > MAX_PER_ITEM) {
      throw refused(
          "each of its images has %,d pixels, and at most %,d can be used; scale them down",
          item, MAX_PER_ITEM);
    }
    return length;
  }

  private InputException damaged(String format, Object... values) {
    return refused(format + "; copy or download the file again", values);
  }

  private InputException refused(String format, Object... values) {
    return new InputException(file + ": " + Numerals.format(format, values));
  }
}
