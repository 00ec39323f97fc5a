package zigzag.data.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;
import zigzag.InputException;
import zigzag.Sha256;
import zigzag.data.idx.GzipInput;
import zigzag.data.idx.IdxFile;

/**
 * The four files of MNIST as they were published.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits; the
 * data is under the licence CC BY-SA 3.0.
 */
public final class Mnist {
  /** What the data is called in results and on charts, if it is whole. */
  public static final String NAME = "MNIST";

  /** What it is called if it differs from what was published. */
  public static final String MODIFIED = NAME + " (modified)";

  /** Training images and labels, test images and labels. */
  public static final List<PublishedFile> FILES =
      List.of(
          new PublishedFile(
              IdxFolder.TRAIN_IMAGES,
              47_040_016,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          new PublishedFile(
              IdxFolder.TRAIN_LABELS,
              60_008,
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          new PublishedFile(
              IdxFolder.TEST_IMAGES,
              7_840_016,
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          new PublishedFile(
              IdxFolder.TEST_LABELS,
              10_008,
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  private Mnist() {}

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
   * @param path where it was found, or where it belongs if it is missing
   * @param detail one line for people that names the path
   */
  public record Check(PublishedFile file, Path path, Status status, String detail) {}

  /**
   * An IDX file as its authors published it.
   *
   * <p>Size and sum are those of the decompressed file, because the same file is found compressed
   * in different ways.
   *
   * @param name the file's name without {@code .gz}
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

    String gzipName() {
      return name + ".gz";
    }

    /** Compares the file of this name in a folder with the published one. */
    Check check(Path folder) throws IOException {
      Optional<Path> found = IdxFile.find(folder, name);
      Path path = found.orElse(folder.resolve(gzipName()));
      if (found.isEmpty()) {
        return new Check(this, path, Status.MISSING, path + ": the file is missing");
      }
      try {
        String sum = IdxFile.sha256(path);
        String detail = path + ": its SHA-256 is " + sum + ", that of the published file " + sha256;
        return sum.equals(sha256)
            ? new Check(this, path, Status.WHOLE, path + ": whole")
            : new Check(this, path, Status.DIFFERENT, detail);
      } catch (InputException e) {
        return new Check(this, path, Status.DAMAGED, e.getMessage());
      }
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

  /**
   * Compares the four files in a folder with the published ones.
   *
   * @return one result for each of {@link #FILES}, in their order
   * @throws IOException if a file is there but can't be read
   */
  public static List<Check> verify(Path folder) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (PublishedFile file : FILES) {
      checks.add(file.check(folder));
    }
    return checks;
  }

  /** The names of the files that do not have these sums, by name. */
  static List<String> differing(Map<String, String> sums) {
    return FILES.stream()
        .filter(file -> !file.sha256().equals(sums.get(file.name())))
        .map(PublishedFile::name)
        .toList();
  }
}
