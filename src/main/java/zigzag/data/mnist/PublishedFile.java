package zigzag.data.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;
import zigzag.InputException;
import zigzag.Sha256;
import zigzag.data.idx.GzipInput;
import zigzag.data.idx.IdxFile;

/**
 * An IDX file as its authors published it.
 *
 * <p>Size and sum are those of the decompressed file, because the same file is found compressed in
 * different ways.
 *
 * @param name the file's name without {@code .gz}
 * @param size bytes, decompressed
 * @param sha256 64 lower-case hexadecimal digits, of the decompressed file
 */
public record PublishedFile(String name, long size, String sha256) {
  public PublishedFile {
    Objects.requireNonNull(name);
    if (size < 1) {
      throw new IllegalArgumentException("a file of " + size + " bytes");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 sum: " + sha256);
    }
  }

  /** The name of the compressed file. */
  public String gzipName() {
    return name + ".gz";
  }

  /** What became of a published file in a folder. */
  public enum Status {
    /** Its content is the published one. */
    WHOLE,
    /** It is not there. */
    MISSING,
    /** It can't be read as an IDX file: cut short, or changed on its way. */
    DAMAGED,
    /** It is an IDX file, but not the published one. */
    DIFFERENT
  }

  /**
   * The result of comparing a file with the published one.
   *
   * @param file the published file
   * @param path where it was found, or where it belongs if it is missing
   * @param detail one line for people that names the path
   */
  public record Check(PublishedFile file, Path path, Status status, String detail) {}

  /**
   * Compares the file of this name in a folder with the published one.
   *
   * @throws IOException if the file is there but can't be read
   */
  public Check check(Path folder) throws IOException {
    Optional<Path> found = IdxFile.find(folder, name);
    if (found.isEmpty()) {
      Path place = folder.resolve(gzipName());
      return new Check(this, place, Status.MISSING, place + ": the file is missing");
    }
    Path path = found.get();
    String sum;
    try {
      sum = IdxFile.sha256(path);
    } catch (InputException e) {
      return new Check(this, path, Status.DAMAGED, e.getMessage());
    }
    if (!sum.equals(sha256)) {
      String detail = path + ": its SHA-256 is " + sum + ", that of the published file " + sha256;
      return new Check(this, path, Status.DIFFERENT, detail);
    }
    return new Check(this, path, Status.WHOLE, path + ": whole");
  }

  /**
   * Checks gzip data that should hold this file; little more than its size is ever inflated.
   *
   * @throws FetchException if it does not
   */
  void requireGzip(InputStream source) throws IOException {
    Sha256 sum = new Sha256();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (GzipInput in = new GzipInput(source)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        length += count;
        if (length > size) {
          throw new FetchException("wrong content: it is longer than the published file");
        }
        sum.update(buffer, 0, count);
      }
    } catch (ZipException e) {
      throw new FetchException("wrong content: " + e.getMessage(), e);
    }
    if (!sum.hex().equals(sha256)) {
      throw new FetchException("wrong content: its SHA-256 is not that of the published file");
    }
  }
}
