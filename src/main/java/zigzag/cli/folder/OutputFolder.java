package zigzag.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.FolderLock;

/** The flags that say where a command writes. */
public final class OutputFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write; must be new or empty (default: runs/COMMAND-TIME)")
  private Path out;

  @Option(names = "--overwrite", description = "replace what an earlier run left in the folder")
  private boolean overwrite;

  private EarlierOutput earlier = EarlierOutput.NONE;

  /**
   * The folder that was named, to go on in: locked until it is closed.
   *
   * @param files of which one at least must be there; the first is the one that is missed
   */
  public FolderLock existing(List<String> files) throws IOException {
    if (out == null) {
      throw new InputException("--resume needs --out DIR, the folder of the run to go on with");
    }
    InputException.refuseBoth(overwrite, "--resume", "--overwrite");
    if (files.stream().noneMatch(file -> Files.exists(out.resolve(file)))) {
      throw lacks(files.get(0));
    }
    return FolderLock.take(out);
  }

  /** What to say when the file to go on from is not in the folder. */
  public InputException lacks(String file) {
    return new InputException(
        "--resume: there is no " + file + " in " + out + "; start the run without --resume");
  }

  public boolean isNamed() {
    return out != null;
  }

  /** A folder to write into, as {@link #fresh}, but never the one that holds the input. */
  public FolderLock freshBeside(Path input, FolderKind.Contents contents) throws IOException {
    if (isFolder(input.toAbsolutePath().getParent())) {
      throw new InputException("--out " + out + " is the folder of " + input + "; name another");
    }
    return fresh(contents);
  }

  /** A folder to write into, as {@link #fresh}, but none of those that are read. */
  public FolderLock freshApartFrom(List<Path> inputs, FolderKind.Contents contents)
      throws IOException {
    for (Path input : inputs) {
      if (isFolder(input)) {
        throw new InputException("--out " + out + " is among the folders to read; name another");
      }
    }
    return locked("report", contents);
  }

  private boolean isFolder(Path other) throws IOException {
    return out != null && Files.isDirectory(out) && Files.isSameFile(out, other);
  }

  /**
   * A folder to write these contents into, made if need be: locked until it is closed. What is to
   * be replaced there stays until {@link #clear}.
   */
  public FolderLock fresh(FolderKind.Contents contents) throws IOException {
    return locked(contents.kind().command(), contents);
  }

  /**
   * Deletes what the command wrote into its fresh folder earlier, as its record there tells, so
   * that nothing of it stays beside the new. To be called once nothing can be refused any more.
   */
  public void clear() throws IOException {
    earlier.delete();
    earlier = EarlierOutput.NONE;
  }

  public boolean replaces() {
    return !earlier.files().isEmpty();
  }

  /** Locks the folder; without contents, nothing in it is to be replaced. */
  private FolderLock locked(String command, FolderKind.Contents contents) throws IOException {
    Path folder = out == null ? unusedDefault(command) : out;
    Folders.requirePossible("--out", folder);
    requireUsable(folder);
    FolderLock lock = FolderLock.take(Folders.make(folder));
    try {
      // Another program may have been here since.
      requireUsable(folder);
      if (overwrite && contents != null) {
        earlier = EarlierOutput.of(lock.folder(), contents);
      }
      return lock;
    } catch (IOException | RuntimeException e) {
      try (lock) {
        throw e;
      }
    }
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
  public Path freshFile(String command, String name) throws IOException {
    if (out == null || !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      try (FolderLock lock = locked(command, null)) {
        Path file = lock.folder().resolve(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new InputException(
              "--out " + out + " holds a " + name + " already; to replace it, give --out " + file);
        }
        return file;
      }
    }
    requireFree(out, overwrite);
    return out;
  }

  /** Refuses a file to write that is there, unless it is one that is to be replaced. */
  public static void requireFree(Path out, boolean overwrite) {
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && (!overwrite || !Files.isRegularFile(out))) {
      throw new InputException(
          "--out " + out + " is there already; name another file, or use --overwrite");
    }
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
  static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(
          file -> file.endsWith(FolderLock.NAME) || AtomicFile.isUnfinished(file));
    }
  }
}
