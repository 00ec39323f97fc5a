package zigzag.data;

import java.io.IOException;

/**
 * The bytes of a data set's images, one image after another, wherever they are kept.
 *
 * <p>Several threads may read at once; a read in the steady state allocates nothing.
 */
public sealed interface Pixels extends AutoCloseable permits HeapPixels, FilePixels {
  long length();

  /**
   * Copies {@code count} bytes from byte {@code from} on to {@code target} from {@code offset} on.
   *
   * @throws java.io.UncheckedIOException if they can't be read
   */
  void copy(long from, int count, byte[] target, int offset);

  /**
   * Writes {@code count} pixels from byte {@code from} on, scaled to [0, 1], to {@code target} from
   * {@code offset} on.
   *
   * @throws java.io.UncheckedIOException if they can't be read
   */
  void copyScaled(long from, int count, float[] target, int offset);

  /**
   * Checks that the bytes are still those that were there at first.
   *
   * @throws IOException if they may be others
   */
  void requireUnchanged() throws IOException;

  @Override
  void close() throws IOException;
}
