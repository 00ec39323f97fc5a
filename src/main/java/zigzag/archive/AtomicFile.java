package zigzag.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zigzag.FileFault;
import zigzag.Folders;

/**
 * Writes whole files or none: beside their place, flushed to the disk, then moved in.
 *
 * <p>Whoever reads the path sees the old content or the new one, never a part; a failure leaves the
 * old file as it was and nothing beside it.
 */
public final class AtomicFile {
  /** Tells apart the unfinished files of one process. */
  private static final AtomicLong COUNT = new AtomicLong();

  private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.part");

  private AtomicFile() {}

  /** Writes the bytes of a file to a stream. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file, making its folder if need be. */
  public static void write(Path file, Content content) throws IOException {
    replace(file, null, content);
  }

  /**
   * Writes a file and keeps the one that was there under another name, from before the new one
   * takes its place: at any moment one of the two is whole.
   *
   * @param previous null to keep none
   * @throws IOException if it can't be written, with the file's name; nothing is left behind
   */
  public static void replace(Path file, Path previous, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Folders.make(folder);
    String suffix = "." + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".part";
    Path beside = folder.resolve("." + file.getFileName() + suffix);
    try {
      fill(beside, content);
      if (previous != null && Files.isRegularFile(file)) {
        move(file, previous);
      }
      move(beside, file);
      force(folder);
    } catch (FileSystemException e) {
      // The unfinished file is nothing that the user knows of.
      throw beside.toString().equals(e.getFile()) ? named(file, e) : e;
    } catch (IOException e) {
      // The exception of a full disk names no file.
      throw named(file, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /**
   * Moves a file to a place that may be taken, in one step.
   *
   * @throws IOException if it can't be moved, with the name of the place
   */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw named(to, e);
    }
  }

  /** Makes what was renamed in a folder outlive a loss of power, where the system can. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and needs no such call.
      return;
    }
  }

  private static IOException named(Path file, IOException cause) {
    FileSystemException named =
        new FileSystemException(file.toString(), null, FileFault.reason(cause));
    named.initCause(cause);
    return named;
  }

  /**
   * Deletes the unfinished files that killed programs left in a folder.
   *
   * <p>To be called before this program writes there: what bears its own number is then of an
   * earlier one with the same number, as every start of a container can give.
   */
  public static void deleteUnfinished(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = UNFINISHED.matcher(file.getFileName().toString());
        if (name.matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !isAlive(Long.parseLong(name.group(1)), file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Whether a name is that of an unfinished file. */
  public static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(file.getFileName().toString()).matches();
  }

  private static boolean isAlive(long process, Path file) throws IOException {
    if (process == ProcessHandle.current().pid()) {
      return false;
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return ProcessHandle.of(process)
        .map(one -> one.info().startInstant().map(start -> !start.isAfter(written)).orElse(true))
        .orElse(false);
  }

  /** Writes a text file in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }
}
