package zigzag.experiment.comparison;

import java.io.File;

/** What the folders of a comparison are called. */
public final class RunFolders {
  private RunFolders() {}

  /** {@code <label>-seed<k>}. */
  static String name(String label, long seed) {
    return fileName(label) + "-seed" + seed;
  }

  /**
   * A label as part of a name. Windows allows no colon in one; there it becomes an underscore,
   * which is why a run's label is read from its settings, never from its folder's name.
   */
  public static String fileName(String label) {
    return File.separatorChar == '\\' ? label.replace(':', '_') : label;
  }
}
