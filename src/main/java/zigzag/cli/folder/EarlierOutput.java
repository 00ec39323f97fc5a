package zigzag.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.FolderLock;
import zigzag.archive.run.RunSummary;

/**
 * What a command wrote into a folder earlier, as its record there tells: all that {@code
 * --overwrite} may delete.
 *
 * @param files to delete, the record last: cut off, the rest is still known for what it is
 * @param runs the trainings within, by their folders
 * @param folders to delete where nothing else lies in them, inner ones first
 */
record EarlierOutput(List<Path> files, Map<Path, EarlierOutput> runs, List<Path> folders) {
  static final EarlierOutput NONE = new EarlierOutput(List.of(), Map.of(), List.of());

  /**
   * Looks at a folder, and deletes nothing; refuses it if it is another command's, or something
   * that the record does not tell of is in the way of what is to be written next.
   */
  static EarlierOutput of(Path folder, FolderKind.Contents next) throws IOException {
    FolderKind kind = next.kind();
    for (FolderKind other : FolderKind.values()) {
      if (other != kind && other.read(folder).isPresent()) {
        throw new InputException(
            "--out %s holds what %s wrote, not %s; name another folder",
            folder, other.command(), kind.command());
      }
    }
    FolderKind.Contents earlier = kind.read(folder).map(kind::contents).orElse(null);
    EarlierOutput found =
        new EarlierOutput(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (String name : names(folder, kind)) {
      Path path = folder.resolve(name);
      if (earlier != null && isOwn(earlier, next, name, path)) {
        found.add(path, name);
      } else if (next.isInTheWay(name) || isReadAsRun(name, path)) {
        throw new InputException(
            "--out %s: no %s there tells that %s wrote %s; move it away or name another folder",
            folder, kind.record, kind.command(), path);
      }
    }
    Path record = folder.resolve(kind.record);
    if (found.files.remove(record)) {
      found.files.add(record);
    }
    return found;
  }

  /** What lies in a folder and in those of its kind within; of a folder with a slash at its end. */
  private static List<String> names(Path folder, FolderKind kind) throws IOException {
    List<String> names = new ArrayList<>();
    for (String within : Stream.concat(kind.folders.stream(), Stream.of("")).toList()) {
      if (within.isEmpty() || isFolder(folder.resolve(within))) {
        try (Stream<Path> entries = Files.list(folder.resolve(within))) {
          for (Path entry : entries.sorted().toList()) {
            names.add(within + entry.getFileName() + (isFolder(entry) ? "/" : ""));
          }
        }
      }
    }
    return names;
  }

  /** A link to a folder elsewhere is none of ours. */
  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOwn(
      FolderKind.Contents earlier, FolderKind.Contents next, String name, Path path)
      throws IOException {
    if (!FolderKind.isRun(name)) {
      return earlier.has(name);
    }
    // One without a record of its own, as a kill can leave it, is looked through all the same.
    return (earlier.has(name) || next.has(name))
        && FolderKind.TRAIN.read(path).map(earlier::hasRun).orElse(true);
  }

  /** A comparison's report reads whatever run is finished there. */
  private static boolean isReadAsRun(String name, Path path) {
    return FolderKind.isRun(name) && Files.exists(path.resolve(RunSummary.NAME));
  }

  private void add(Path path, String name) throws IOException {
    if (!name.endsWith("/")) {
      if (!Files.isSymbolicLink(path)) {
        RegularFile.require(path);
      }
      files.add(path);
      return;
    }
    folders.add(path);
    if (FolderKind.isRun(name)) {
      // Another program may go on with it.
      try (FolderLock lock = FolderLock.take(path)) {
        runs.put(path, of(lock.folder(), FolderKind.TRAIN.contents()));
      }
    }
  }

  void delete() throws IOException {
    for (Path run : runs.keySet()) {
      try (FolderLock lock = FolderLock.take(run)) {
        runs.get(lock.folder()).delete();
      }
    }
    for (Path file : files.subList(0, Math.max(0, files.size() - 1))) {
      Files.deleteIfExists(file);
    }
    for (Path folder : folders) {
      if (OutputFolder.isEmpty(folder)) {
        FolderLock.take(folder).close();
        Files.delete(folder);
      }
    }
    if (!files.isEmpty()) {
      Files.deleteIfExists(files.get(files.size() - 1));
    }
  }
}
