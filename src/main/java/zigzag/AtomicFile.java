package zigzag;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes whole files or none: beside their place, flushed to the disk, then moved in.
 *
 * <p>Whoever reads the path sees the old content or the new one, never a part; a failure leaves the
 * old file as it was and nothing beside it.
 */
public final class AtomicFile {
  /** Tells apart the unfinished files of one process. */
  private static final AtomicLong COUNT = new AtomicLong();

  private AtomicFile() {}

  /** Writes the bytes of a file to a stream. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, making its folder if need be.
   *
   * @throws IOException if it can't be written; nothing is left behind
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    String suffix = "." + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".part";
    Path beside = folder.resolve("." + file.getFileName() + suffix);
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes a text file in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
