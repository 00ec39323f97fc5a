package zigzag.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import zigzag.FileFault;
import zigzag.RegularFile;

/**
 * Pixels that stay in their file and are read from it image by image, for data sets that the heap
 * has no room for.
 *
 * <p>By positional reads, not by a memory map: of 8 million MNIST images in random order, 6.3 GB in
 * the page cache, a read takes 1.3 µs of one core and a map 1.1 µs; but the pages of a map count as
 * memory of the process, 6.2 GB once all have been touched, and a file that is cut short under a
 * map kills the JVM.
 */
public final class FilePixels implements Pixels {
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final Version version;
  private final long start;
  private final long length;

  /** A channel reads into an array by way of a buffer that it keeps for each thread itself. */
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(CHUNK));

  /**
   * What tells that a file has been written to, without reading it.
   *
   * @param key what tells it from other files, as an inode number does; null where there is no such
   *     thing
   */
  public record Version(long size, FileTime modified, Object key) {
    /** The file as it is now. */
    public static Version of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.size(), now.lastModifiedTime(), now.fileKey());
    }
  }

  /**
   * Opens a file whose content is known.
   *
   * @param version the file as it was before its content was checked
   * @param start the position of the first pixel in the file
   * @param length the number of pixels
   * @throws IOException if the file can't be opened or is no longer that version
   */
  public FilePixels(Path file, Version version, long start, long length) throws IOException {
    this.file = file;
    this.version = version;
    this.start = start;
    this.length = length;
    channel = RegularFile.channel(file, StandardOpenOption.READ);
    try {
      // After opening: what the path names now is what the channel reads, or something newer.
      if (!Version.of(file).equals(version)) {
        throw changed();
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void copy(long from, int count, byte[] target, int offset) {
    for (int done = 0; done < count; done += CHUNK) {
      int part = Math.min(CHUNK, count - done);
      read(from + done, part).get(0, target, offset + done, part);
    }
  }

  /** Reads up to a chunk into this thread's own buffer and returns it. */
  private ByteBuffer read(long from, int count) {
    if (from < 0 || from + count > length) {
      throw new IndexOutOfBoundsException("pixels " + from + " + " + count + " of " + length);
    }
    ByteBuffer buffer = buffers.get().clear().limit(count);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, start + from + buffer.position()) < 0) {
          throw new EOFException("it has been cut short");
        }
      }
    } catch (IOException e) {
      String fault = file + ": can't be read any more (" + FileFault.reason(e) + ")";
      throw new UncheckedIOException(
          new IOException(fault + "; leave data alone while it is used", e));
    }
    return buffer;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that was deleted or replaced by another is still read as it was; one that was written
   * to is not.
   */
  @Override
  public void requireUnchanged() throws IOException {
    try {
      Version now = Version.of(file);
      if (Objects.equals(now.key, version.key) && !now.equals(version)) {
        throw changed();
      }
    } catch (NoSuchFileException e) {
      // deleted
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private IOException changed() {
    return new IOException(
        file + ": the file has changed while it was used; restore it and start again");
  }
}
