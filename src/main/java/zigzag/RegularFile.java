package zigzag;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * Opens the files that are read, and only regular ones or links to them: a pipe waits for its other
 * end, and a device may never end.
 */
public final class RegularFile {
  private RegularFile() {}

  /** Refuses what is there and neither a regular file nor a link to one. */
  public static void require(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new InputException(
          "%s: this is not a file but a %s; give another or move it away",
          file, Files.isDirectory(file) ? "folder" : "pipe or a device");
    }
  }

  /** The same, and what is missing or larger, before memory is taken for it. */
  public static void require(Path file, long mostBytes) throws IOException {
    require(file);
    // What can't be looked at for want of permission is not missing.
    if (Files.notExists(file)) {
      throw new InputException(file + " is missing; check the folder's name");
    }
    if (Files.size(file) > mostBytes) {
      throw new InputException(
          file + " has " + Files.size(file) + " bytes; at most " + mostBytes + " are read");
    }
  }

  public static InputStream stream(Path file) throws IOException {
    require(file);
    return Files.newInputStream(file);
  }

  /** Opens a text in UTF-8; what is not fails with a {@code CharacterCodingException}. */
  public static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(stream(file), StandardCharsets.UTF_8.newDecoder()));
  }

  public static FileChannel channel(Path file, OpenOption... options) throws IOException {
    require(file);
    return FileChannel.open(file, options);
  }

  public static byte[] bytes(Path file) throws IOException {
    require(file);
    return Files.readAllBytes(file);
  }
}
