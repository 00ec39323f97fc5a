package zigzag;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folders that are written to and what they are called. */
public final class Folders {
  private Folders() {}

  /** A folder's own name, for a title; {@code nameless} for the root of all. */
  public static String name(Path folder, String nameless) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? nameless : Printable.line(name.toString());
  }

  /** Refuses what a flag named if it, or a folder above it, is a file or a link to nothing. */
  public static void requirePossible(String flag, Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.isDirectory(at)) {
          throw new InputException(
              "%s %s%s is a %s; name a folder",
              flag,
              folder,
              at.equals(folder) ? "" : ": " + at,
              Files.exists(at) ? "file" : "link that leads nowhere");
        }
        return;
      }
    }
  }

  /**
   * Makes a folder and those above it that are missing, one after the other as the system takes the
   * path: through links, and up again where it says {@code ..}.
   */
  public static Path make(Path folder) throws IOException {
    Path made = folder.getRoot();
    for (Path name : folder) {
      made = made == null ? name : made.resolve(name);
      try {
        if (!Files.isDirectory(made)) {
          Files.createDirectory(made);
        }
      } catch (FileAlreadyExistsException e) {
        // Another program may have made it just now.
        if (!Files.isDirectory(made)) {
          throw e;
        }
      }
    }
    return folder;
  }
}
