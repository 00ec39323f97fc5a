package zigzag.web;

import java.util.Arrays;

/**
 * The losses of a training's steps: the last ones as they are, and all of them as a curve of means.
 * One thread adds; others read without holding it up, and what was overwritten meanwhile is lost to
 * them.
 */
final class Losses {
  private static final int RECENT = 1 << 12;
  private static final int POINTS = 1 << 11;

  private final float[] recent = new float[RECENT];
  private volatile long count;

  private final float[] means = new float[POINTS];
  private int filled;
  private int group = 1;
  private double sum;
  private int added;
  private volatile Curve curve = new Curve(1, new float[0]);

  /**
   * Some losses in a row.
   *
   * @param first the step of the first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Range(long first, float[] values) {
    long last() {
      return first - 1 + values.length;
    }
  }

  /**
   * The losses from step 1 on.
   *
   * @param group the steps that each is the mean of
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Curve(int group, float[] means) {}

  /** Adds the loss of the next step. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes it
  void add(double loss) {
    recent[(int) (count % RECENT)] = (float) loss;
    count = count + 1;
    sum += loss;
    added++;
    if (added == group) {
      means[filled] = (float) (sum / group);
      filled++;
      sum = 0;
      added = 0;
      if (filled == POINTS) {
        halve();
      }
    }
  }

  private void halve() {
    filled = POINTS / 2;
    for (int i = 0; i < filled; i++) {
      means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
    }
    group *= 2;
  }

  /** Lets others see the curve as it is now; by the thread that adds. */
  void publish() {
    curve = new Curve(group, Arrays.copyOf(means, filled));
  }

  Curve curve() {
    return curve;
  }

  /** The steps so far. */
  long count() {
    return count;
  }

  /** The losses after so many steps, as far as they are still there. */
  Range since(long steps) {
    long end = count;
    long start = Math.max(steps, end - RECENT / 2);
    float[] values = new float[(int) Math.max(0, end - start)];
    for (int i = 0; i < values.length; i++) {
      values[i] = recent[(int) ((start + i) % RECENT)];
    }
    // One more than has been counted may just be written.
    int lost = (int) Math.min(values.length, Math.max(0, count + 1 - start - RECENT));
    return new Range(start + lost + 1, Arrays.copyOfRange(values, lost, values.length));
  }
}
