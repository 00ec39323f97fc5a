package zigzag.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private final FileVersion version;
  private final long start;
  private final long length;

  /** A channel reads into an array by way of a buffer that it keeps for each thread itself. */
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(CHUNK));

  private FilePixels(Path file, FileChannel channel, FileVersion version, long start, long length) {
    this.file = file;
    this.channel = channel;
    this.version = version;
    this.start = start;
    this.length = length;
  }

  /**
   * Opens a file whose content is known.
   *
   * @param version the file as it was before its content was checked
   * @param start the position of the first pixel in the file
   * @param length the number of pixels
   * @throws IOException if the file can't be opened or is no longer that version
   */
  public static FilePixels open(Path file, FileVersion version, long start, long length)
      throws IOException {
    FileChannel channel = RegularFile.channel(file, StandardOpenOption.READ);
    try {
      // After opening: what the path names now is what the channel reads, or something newer.
      if (!FileVersion.of(file).equals(version)) {
        throw changed(file);
      }
      return new FilePixels(file, channel, version, start, length);
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

  @Override
  public void copyScaled(long from, int count, float[] target, int offset) {
    for (int done = 0; done < count; done += CHUNK) {
      int part = Math.min(CHUNK, count - done);
      ByteBuffer read = read(from + done, part);
      Dataset.scale(read.array(), read.arrayOffset(), part, target, offset + done);
    }
  }

  /** Reads up to a chunk into this thread's own buffer and returns it. */
  private ByteBuffer read(long from, int count) {
    if (from < 0 || from + count > length) {
      throw new IndexOutOfBoundsException("pixels " + from + " + " + count + " of " + length);
    }
    ByteBuffer buffer = buffers.get();
    buffer.clear().limit(count);
    long position = start + from;
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException("it has been cut short");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              file
                  + ": can't be read any more ("
                  + FileFault.reason(e)
                  + "); leave data alone while it is used",
              e));
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
    if (FileVersion.isSameFileChanged(file, version)) {
      throw changed(file);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static IOException changed(Path file) {
    return new IOException(
        file + ": the file has changed while it was used; restore it and start again");
  }
}
