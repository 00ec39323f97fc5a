package zigzag;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a reader of hostile input is held to: its own exception, bounded memory, bounded time. */
public final class ReaderBounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Inputs of a few kilobytes take milliseconds; a loaded machine may be a thousand times slower.
   */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private ReaderBounds() {}

  /** Reads something, once. */
  @FunctionalInterface
  public interface Reading {
    void read() throws IOException;
  }

  /**
   * Reads an input that may be refused with an {@link InputException} and nothing else.
   *
   * @param mostBytes what the reading thread may allocate
   * @throws AssertionError if it takes more memory, too long, or refuses without saying why
   */
  public static void hold(long mostBytes, Reading reading) throws IOException {
    long allocated = allocatedBy(reading);
    if (allocated > mostBytes) {
      // The first reading also pays for the classes that it loads; the second one does not.
      allocated = allocatedBy(reading);
    }
    assertTrue(allocated <= mostBytes, allocated + " bytes allocated, not " + mostBytes);
  }

  private static long allocatedBy(Reading reading) throws IOException {
    long start = System.nanoTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read();
    } catch (InputException e) {
      assertFalse(e.getMessage().isBlank());
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(LONGEST) < 0, taken.toString());
    return allocated;
  }
}
