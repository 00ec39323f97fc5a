package zigzag.data;

import java.io.IOException;

/**
 * The bytes of a data set's images, one image after another, wherever they are kept.
 *
 * <p>Several threads may read at once; a read in the steady state allocates nothing, and throws an
 * {@link java.io.UncheckedIOException} if it fails.
 */
public interface Pixels extends AutoCloseable {
  long length();

  /** Copies {@code count} bytes from byte {@code from} on to {@code target}. */
  void copy(long from, int count, byte[] target, int offset);

  /**
   * Checks that the bytes are still those that were there at first.
   *
   * @throws IOException if they may be others
   */
  default void requireUnchanged() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** Pixels in a Java array, which nobody else has. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
  record Heap(byte[] bytes) implements Pixels {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void copy(long from, int count, byte[] target, int offset) {
      System.arraycopy(bytes, Math.toIntExact(from), target, offset, count);
    }
  }
}
