package zigzag.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What tells that a file has been written to, without reading it.
 *
 * @param size bytes
 * @param modified when it was last written to
 * @param key what tells it from other files, as an inode number does; null where there is no such
 *     thing
 */
public record FileVersion(long size, FileTime modified, Object key) {
  /**
   * The file as it is now.
   *
   * @throws IOException if there is no such file
   */
  public static FileVersion of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileVersion(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  /** Whether a path still leads to the same file as in that version, but with other content. */
  static boolean isSameFileChanged(Path file, FileVersion version) throws IOException {
    try {
      FileVersion now = of(file);
      return Objects.equals(now.key, version.key) && !now.equals(version);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
