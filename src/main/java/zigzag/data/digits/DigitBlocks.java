package zigzag.data.digits;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Blocks of images in their order, drawn a little ahead by several threads. */
final class DigitBlocks implements AutoCloseable {
  /** Images that a thread takes at a time. */
  private static final int BLOCK = 500;

  /**
   * Blocks in memory for each thread: with one more than it draws it need not wait for a reader.
   */
  private static final int AHEAD = 3;

  private final int count;
  private final ExecutorService pool;
  private final Painting painting;
  private final Queue<Future<byte[]>> blocks = new ArrayDeque<>();
  private int submitted;

  /**
   * Starts to draw.
   *
   * @param count how many images there are to be
   * @param painting called by {@code threads} threads at once
   */
  DigitBlocks(int count, int threads, Painting painting) {
    this.count = count;
    this.painting = painting;
    pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < AHEAD * threads; i++) {
      submit();
    }
  }

  /** Draws images. */
  @FunctionalInterface
  interface Painting {
    /** The pixels of the images from {@code first} to before {@code end}. */
    byte[] paint(int first, int end);
  }

  boolean hasNext() {
    return !blocks.isEmpty();
  }

  /** The pixels of the next images. */
  byte[] next() {
    if (blocks.isEmpty()) {
      throw new NoSuchElementException("all " + count + " images are drawn");
    }
    try {
      byte[] block = blocks.remove().get();
      submit();
      return block;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while drawing digits", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("drawing digits failed", e.getCause());
    }
  }

  private void submit() {
    if (submitted < count) {
      int first = submitted;
      int end = (int) Math.min(count, (long) first + BLOCK);
      blocks.add(pool.submit(() -> painting.paint(first, end)));
      submitted = end;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
