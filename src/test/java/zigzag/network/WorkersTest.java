package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void doEveryPartOnceBeforeTheyReturn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int parts = 0; parts <= 20; parts++) {
        int[] done = new int[20];
        workers.run(parts, part -> done[part]++);
        int[] expected = new int[20];
        Arrays.fill(expected, 0, parts, 1);
        assertArrayEquals(expected, done);
      }
    }
  }

  /** The same thread does a part each time; the caller does the first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shareThePartsInTurn(int threads) {
    try (Workers workers = new Workers(threads)) {
      Thread[] by = new Thread[11];
      workers.run(by.length, part -> by[part] = Thread.currentThread());
      assertSame(Thread.currentThread(), by[0]);
      assertEquals(threads, Arrays.stream(by).distinct().count());
      for (int part = threads; part < by.length; part++) {
        assertSame(by[part - threads], by[part]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void passOnTheFailureOfAnyPartAndGoOn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int bad = 0; bad < 6; bad++) {
        RuntimeException failure = new IllegalStateException("part " + bad);
        assertSame(failure, assertThrows(RuntimeException.class, () -> fail(workers, failure)));
        Error error = new AssertionError("part " + bad);
        assertSame(error, assertThrows(Error.class, () -> fail(workers, error)));
        int[] done = new int[6];
        workers.run(6, part -> done[part]++);
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1}, done);
      }
    }
  }

  /** Fails in the part that the message names. */
  private static void fail(Workers workers, Throwable failure) {
    workers.run(
        6,
        part -> {
          if (failure.getMessage().equals("part " + part)) {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          }
        });
  }
}
