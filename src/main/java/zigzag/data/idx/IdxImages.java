package zigzag.data.idx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.InputException;
import zigzag.data.FilePixels;
import zigzag.data.FileVersion;
import zigzag.data.HeapPixels;
import zigzag.data.Pixels;

/**
 * The images of one IDX file, checked from the first byte to the last: in the heap, or left where
 * they are.
 */
public final class IdxImages {
  /**
   * Plain files of so many bytes or more stay where they are. MNIST's 47 MB and its likes are read:
   * from the heap a step is a little faster, and the file may change meanwhile.
   */
  public static final long IN_PLACE = 128L << 20;

  private static final int DIMENSIONS = 3;

  /** Opens the pixels of a file that has been checked. */
  @FunctionalInterface
  private interface Opening {
    Pixels open() throws IOException;
  }

  private final Path path;
  private final List<Integer> dimensions;
  private final String sha256;
  private final Opening opening;

  private IdxImages(Path path, List<Integer> dimensions, String sha256, Opening opening) {
    this.path = path;
    this.dimensions = dimensions;
    this.sha256 = sha256;
    this.opening = opening;
  }

  /**
   * Checks a file, and reads it unless it is plain and has at least {@code inPlace} bytes.
   *
   * @throws InputException if there is no such file, its content is malformed or it doesn't hold
   *     images
   * @throws IOException if the file can't be read
   */
  public static IdxImages check(Path path, long inPlace) throws IOException {
    if (IdxReader.isPlain(path, inPlace)) {
      FileVersion version = FileVersion.of(path);
      IdxReader.Outline outline = IdxReader.outline(path, DIMENSIONS);
      return new IdxImages(
          path,
          outline.dimensions(),
          outline.sha256(),
          () -> FilePixels.open(path, version, outline.header(), outline.length()));
    }
    IdxFile idx = IdxFile.read(path, DIMENSIONS);
    return new IdxImages(path, idx.dimensions(), idx.sha256(), () -> new HeapPixels(idx.content()));
  }

  /**
   * The bytes of memory that {@link #check} takes for a file.
   *
   * @throws InputException if there is no such file or its header promises what can't be
   * @throws IOException if the file can't be read
   */
  public static long need(Path path, long inPlace) throws IOException {
    long need = IdxReader.need(path, DIMENSIONS);
    return IdxReader.isPlain(path, inPlace) ? 0 : need;
  }

  /**
   * The pixels, to be closed by the caller.
   *
   * @throws IOException if the file can't be opened or has changed since it was checked
   */
  public Pixels open() throws IOException {
    return opening.open();
  }

  public Path path() {
    return path;
  }

  public int count() {
    return dimensions.get(0);
  }

  public int rows() {
    return dimensions.get(1);
  }

  public int columns() {
    return dimensions.get(2);
  }

  /** The SHA-256 sum of the decompressed file, header included, in hexadecimal. */
  public String sha256() {
    return sha256;
  }
}
