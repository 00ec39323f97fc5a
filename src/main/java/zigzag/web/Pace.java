package zigzag.web;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Lets contenders take their steps side by side, each on a thread of its own: none gets far ahead,
 * and all pause after the same step.
 */
final class Pace {
  /** Meeting after every step would cost a tenth of it. */
  private static final int MAX_LEAD = 64;

  private static final long FREE = Long.MAX_VALUE;
  private static final long OVER = Long.MAX_VALUE;

  /** How long who waits for others sleeps before it looks again, so that nobody has to wake it. */
  private static final int NAP_MILLISECONDS = 1;

  private static final int PAUSE_MILLISECONDS = 500;

  /** The steps that each has taken. */
  private final AtomicLongArray taken;

  private final boolean[] isWaiting;

  /** No step is taken beyond. */
  private volatile long limit;

  private volatile boolean isEnding;
  private volatile boolean isKept;

  Pace(int contenders, boolean paused) {
    taken = new AtomicLongArray(contenders);
    isWaiting = new boolean[contenders];
    limit = paused ? 0 : FREE;
  }

  /**
   * Waits until a contender may take its next step.
   *
   * @param steps those that it has taken
   * @param stop whether to end for another reason
   * @param wake asked from time to time, and whenever {@link #wake} is called: whether not to wait
   * @return whether to end instead
   */
  boolean await(int contender, long steps, BooleanSupplier stop, BooleanSupplier wake) {
    taken.set(contender, steps);
    while (!isFree(steps) && !stop.getAsBoolean()) {
      synchronized (this) {
        if (wake.getAsBoolean()) {
          break;
        }
        try {
          isWaiting[contender] = steps >= limit;
          notifyAll();
          wait(steps < limit ? NAP_MILLISECONDS : PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return true;
        } finally {
          isWaiting[contender] = false;
        }
      }
    }
    return isEnding || stop.getAsBoolean();
  }

  private boolean isFree(long steps) {
    return isEnding || (steps < limit && steps < slowest() + MAX_LEAD);
  }

  private long slowest() {
    long least = FREE - MAX_LEAD;
    for (int i = 0; i < taken.length(); i++) {
      least = Math.min(least, taken.get(i));
    }
    return least;
  }

  /** A contender takes no more steps. */
  synchronized void leave(int contender) {
    taken.set(contender, OVER);
    notifyAll();
  }

  synchronized void wake() {
    notifyAll();
  }

  boolean isPaused() {
    return limit != FREE;
  }

  /** Ended before all steps were taken. */
  boolean isEnding() {
    return isEnding;
  }

  /** Whether what was ended is to be kept. */
  boolean isKept() {
    return isKept;
  }

  synchronized void pause() {
    if (limit == FREE) {
      // Whoever has taken the most steps may be taking the next one.
      limit =
          1
              + IntStream.range(0, taken.length())
                  .mapToLong(taken::get)
                  .filter(n -> n < OVER)
                  .max()
                  .orElse(0);
    }
  }

  synchronized void resume() {
    limit = FREE;
    notifyAll();
  }

  /** Takes one step more, or pauses. */
  synchronized void step() {
    if (limit == FREE) {
      pause();
    } else {
      limit++;
      notifyAll();
    }
  }

  synchronized void end(boolean kept) {
    isKept = kept;
    isEnding = true;
    notifyAll();
  }

  /** Waits until all who pause have come to it, for so long at most. */
  synchronized void settle(long milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (isPaused() && !isEnding && !isSettled() && System.nanoTime() < end) {
      try {
        wait(PAUSE_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isSettled() {
    return IntStream.range(0, isWaiting.length)
        .allMatch(i -> taken.get(i) == OVER || (isWaiting[i] && taken.get(i) >= limit));
  }
}
