package zigzag.data.mnist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /**
   * Compares the four files in a folder with the published ones.
   *
   * @return one result for each of {@link #FILES}, in their order
   * @throws IOException if a file is there but can't be read
   */
  public static List<PublishedFile.Check> verify(Path folder) throws IOException {
    List<PublishedFile.Check> checks = new ArrayList<>();
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
