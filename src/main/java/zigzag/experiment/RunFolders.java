package zigzag.experiment;

import java.io.File;

/** What the folders of a comparison are called. */
final class RunFolders {
  private RunFolders() {}

  /**
   * {@code <label>-seed<k>}. Windows allows no colon in a name; there it becomes an underscore,
   * which is why a run's label is read from its settings, never from its folder's name.
   */
  static String name(String label, long seed) {
    String name = label + "-seed" + seed;
    return File.separatorChar == '\\' ? name.replace(':', '_') : name;
  }
}
