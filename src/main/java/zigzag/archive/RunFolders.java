package zigzag.archive;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import zigzag.InputException;

/** The folders of a comparison's runs. */
public final class RunFolders {
  /** Where they are in the comparison's folder. */
  public static final String FOLDER = "runs";

  private RunFolders() {}

  /** {@code <label>-seed<k>}. */
  public static String name(String label, long seed) {
    return fileName(label) + "-seed" + seed;
  }

  /** The folder of a comparison's run. */
  public static Path of(Path comparison, String label, long seed) {
    return comparison.resolve(FOLDER).resolve(name(label, seed));
  }

  /**
   * A label as part of a name. Windows allows no colon in one; there it becomes an underscore,
   * which is why a run's label is read from its settings, never from its folder's name.
   */
  public static String fileName(String label) {
    return File.separatorChar == '\\' ? label.replace(':', '_') : label;
  }

  /**
   * Those there are in a comparison's folder, by name.
   *
   * @throws InputException if they are more than a report shows
   */
  public static List<Path> list(Path comparison) throws IOException {
    Path folder = comparison.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> runs;
    try (Stream<Path> entries = Files.list(folder)) {
      runs = entries.filter(Files::isDirectory).limit(ReportLimits.RUNS + 1L).sorted().toList();
    }
    if (runs.size() > ReportLimits.RUNS) {
      throw new InputException(
          folder + " holds more than " + ReportLimits.RUNS + " runs; compare fewer");
    }
    return runs;
  }
}
