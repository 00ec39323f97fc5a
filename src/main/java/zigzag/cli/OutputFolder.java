package zigzag.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import zigzag.AtomicFile;
import zigzag.FolderLock;
import zigzag.InputException;

/** The flags that say where a command writes. */
final class OutputFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write; must be new or empty (default: runs/COMMAND-TIME)")
  private Path out;

  @Option(names = "--overwrite", description = "replace what an earlier run left in the folder")
  private boolean overwrite;

  /**
   * The folder that was named, to go on in: locked until it is closed.
   *
   * @param files of which one at least must be there; the first is the one that is missed
   */
  FolderLock existing(List<String> files) throws IOException {
    if (out == null) {
      throw new InputException("--resume needs --out DIR, the folder of the run to go on with");
    }
    if (overwrite) {
      throw new InputException("--resume and --overwrite contradict each other; leave one out");
    }
    if (files.stream().noneMatch(file -> Files.exists(out.resolve(file)))) {
      throw lacks(files.get(0));
    }
    return FolderLock.take(out);
  }

  /** What to say when the file to go on from is not in the folder. */
  InputException lacks(String file) {
    return new InputException(
        "--resume: there is no " + file + " in " + out + "; start the run without --resume");
  }

  /** Whether the user named a folder. */
  boolean isNamed() {
    return out != null;
  }

  /** A folder to write into, as {@link #fresh}, but never the one that holds the input. */
  FolderLock freshBeside(String command, Path input, List<String> files) throws IOException {
    if (isFolder(input.toAbsolutePath().getParent())) {
      throw new InputException("--out " + out + " is the folder of " + input + "; name another");
    }
    return fresh(command, files);
  }

  /** A folder to write into, as {@link #fresh}, but none of those that are read. */
  FolderLock freshApartFrom(String command, List<Path> inputs, List<String> files)
      throws IOException {
    for (Path input : inputs) {
      if (isFolder(input)) {
        throw new InputException("--out " + out + " is among the folders to read; name another");
      }
    }
    return fresh(command, files);
  }

  private boolean isFolder(Path other) throws IOException {
    return out != null && Files.isDirectory(out) && Files.isSameFile(out, other);
  }

  /**
   * A folder to write into, made if need be: locked until it is closed.
   *
   * @param command which names the folder where the user does not
   * @param files the names of what the command writes; {@code --overwrite} deletes those first, so
   *     that nothing of an earlier run stays beside the new one. A part of a name can be a glob
   *     such as {@code *.json}; a name that ends with a slash is a folder that goes if it is empty
   */
  FolderLock fresh(String command, List<String> files) throws IOException {
    Path folder = place(command);
    FolderLock lock = FolderLock.take(Files.createDirectories(folder));
    try {
      // Another program may have been here since.
      requireUsable(folder);
      clear(folder, files);
      return lock;
    } catch (IOException | RuntimeException e) {
      try (lock) {
        throw e;
      }
    }
  }

  private Path place(String command) throws IOException {
    Path folder = out == null ? unusedDefault(command) : out;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException("--out " + folder + " is a file; name a folder");
    }
    requireUsable(folder);
    return folder;
  }

  private void requireUsable(Path folder) throws IOException {
    if (!overwrite && Files.isDirectory(folder) && !isEmpty(folder)) {
      throw new InputException(
          "--out " + folder + " is not empty; name another folder, or use --overwrite");
    }
  }

  /**
   * A picture to write: {@code --out} itself if it is called .png, otherwise a file in that folder.
   *
   * @param name what the picture is called in a folder
   */
  Path freshFile(String command, String name) throws IOException {
    if (out == null || !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      try (FolderLock lock = fresh(command, List.of(name))) {
        return lock.folder().resolve(name);
      }
    }
    if (Files.exists(out) && (!overwrite || !Files.isRegularFile(out))) {
      throw new InputException(
          "--out " + out + " is there already; name another file, or use --overwrite");
    }
    return out;
  }

  private static Path unusedDefault(String command) {
    String name = command + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }

  /** Whether there is nothing in a folder but what a program left that was killed at its start. */
  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> isLock(file) || AtomicFile.isUnfinished(file));
    }
  }

  private static boolean isLock(Path file) {
    return file.getFileName().toString().equals(FolderLock.NAME);
  }

  /**
   * Deletes what a command wrote earlier, and nothing else that lies there.
   *
   * @param files the names of what the command writes
   */
  private static void clear(Path folder, List<String> files) throws IOException {
    for (String file : files) {
      int slash = file.indexOf('/');
      String name = slash < 0 ? file : file.substring(0, slash);
      for (Path match : matches(folder, name)) {
        // A link to a place elsewhere is none of ours.
        boolean isFolder = Files.isDirectory(match, LinkOption.NOFOLLOW_LINKS);
        if (slash < 0) {
          Files.delete(match);
        } else if (isFolder && slash < file.length() - 1) {
          clear(match, List.of(file.substring(slash + 1)));
        } else if (isFolder && isEmpty(match)) {
          FolderLock.take(match).close();
          Files.delete(match);
        }
      }
    }
  }

  private static List<Path> matches(Path folder, String glob) throws IOException {
    List<Path> matches = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(matches::add);
    }
    return matches;
  }
}
