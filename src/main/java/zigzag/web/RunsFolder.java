package zigzag.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import zigzag.Folders;

/**
 * The folder that runs lie in: all that the page reads and writes. Whatever leads out of it, by its
 * name or by a link, is not there.
 *
 * @param root without links
 */
record RunsFolder(Path root) {
  /** One name, which is no way up, hides nothing and can't be taken for a part of a path. */
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_+=(][\\p{L}\\p{N} ._:+=,()-]{0,99}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Makes the folder if need be. */
  static RunsFolder at(Path folder) throws IOException {
    Folders.requirePossible("--runs", folder);
    return new RunsFolder(Folders.make(folder).toRealPath());
  }

  /**
   * What lies there under a path of names.
   *
   * @throws Refusal if there is nothing, or it lies elsewhere in truth
   */
  Path find(List<String> names) throws IOException {
    Path path = root;
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw unknown(names);
      }
      try {
        path = path.resolve(name);
      } catch (InvalidPathException e) {
        throw unknown(names);
      }
    }
    if (!Files.exists(path)) {
      throw unknown(names);
    }
    Path real = path.toRealPath();
    if (!real.startsWith(root) || real.equals(root)) {
      throw unknown(names);
    }
    return real;
  }

  private static Refusal unknown(List<String> names) {
    return Refusal.unknown("\"" + String.join("/", names) + "\" among the runs");
  }

  /** A run's folder by its name, or that of a comparison's run: {@code NAME/runs/LABEL-seedK}. */
  Path folder(String name) throws IOException {
    Path folder = find(List.of(name.split("/", -1)));
    if (!Files.isDirectory(folder)) {
      throw unknown(List.of(name));
    }
    return folder;
  }

  Path file(List<String> names) throws IOException {
    Path file = find(names);
    if (!Files.isRegularFile(file)) {
      throw unknown(names);
    }
    return file;
  }

  /** A new folder, called after a command and the time. */
  Path make(String command) throws IOException {
    String name = command + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    for (int i = 1; ; i++) {
      Path folder = root.resolve(i == 1 ? name : name + "-" + i);
      if (!Files.exists(folder)) {
        return Files.createDirectory(folder);
      }
    }
  }
}
