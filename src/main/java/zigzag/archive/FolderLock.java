package zigzag.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import zigzag.RegularFile;

/**
 * Keeps a folder to one program at a time.
 *
 * <p>The operating system holds the lock, on the file {@value #NAME} in the folder, and frees it
 * when the program ends in whatever way: such a file that is left over locks nothing.
 */
public final class FolderLock implements AutoCloseable {
  /** The file's name. */
  public static final String NAME = ".lock";

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder, and deletes the unfinished files that killed programs left there.
   *
   * @throws IOException if another program holds the folder, or it can't be written to, or what
   *     lies in the lock's place is none
   */
  public static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    while (true) {
      create(file);
      FileChannel channel = null;
      boolean isOurs = false;
      try {
        Object before = key(file);
        channel = RegularFile.channel(file, StandardOpenOption.WRITE);
        // Closing would delete it.
        if (channel.size() > 0) {
          throw new FileSystemException(
              file.toString(), null, "this has content, as no lock has; move it away");
        }
        if (tryLock(channel) == null) {
          throw new IOException(
              folder + ": another program is at work in this folder; wait until it is done");
        }
        // Its holder may have deleted the file between the two lines: that lock is worth nothing.
        isOurs = Objects.equals(before, key(file));
        if (isOurs) {
          AtomicFile.deleteUnfinished(folder);
          return new FolderLock(folder, channel);
        }
      } catch (NoSuchFileException e) {
        // Deleted by its holder just now: once more.
        isOurs = false;
      } finally {
        if (!isOurs && channel != null) {
          channel.close();
        }
      }
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      boolean leadsNowhere = Files.isSymbolicLink(file) && !Files.exists(file);
      if (leadsNowhere || (Files.exists(file) && !Files.isRegularFile(file))) {
        throw new FileSystemException(
            file.toString(),
            null,
            (leadsNowhere ? "this is a link that leads nowhere" : "this is no file")
                + "; move it away");
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This very program holds it.
      return null;
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** The folder that is locked. */
  public Path folder() {
    return folder;
  }

  /** Frees the folder; a second time does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      try {
        // While it is still locked: afterwards it may be another's.
        if (!Files.isSymbolicLink(folder.resolve(NAME))) {
          Files.deleteIfExists(folder.resolve(NAME));
        }
      } finally {
        channel.close();
      }
    }
  }
}
