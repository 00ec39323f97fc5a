package zigzag.archive;

import java.util.Locale;
import zigzag.InputException;

/**
 * How much a report can show. Whoever trains for one asks first, so that no work is done that
 * nobody can look at afterwards; the readers of the files hold to the same numbers.
 */
public final class ReportLimits {
  public static final int LABELS = 200;
  public static final int RUNS = 10_000;
  public static final int INITS = 35; // as many looks as the palette has
  public static final int PATHS = 1000;

  /** Of a run, and of a comparison's runs together: half a gigabyte of memory to draw them. */
  private static final int STEPS = 10_000_000;

  /** What they take at most in a file: the step, a comma, a float, a line's end. */
  public static final long STEPS_BYTES = 24L * STEPS + 1000;

  private static final int EPOCHS = 1_000_000;

  /** Of a comparison's runs together. */
  private static final int COMPARED_EPOCHS = 100_000;

  /** What an epoch takes at most in a file: seven floats and two whole numbers. */
  private static final long EPOCH_BYTES = 128;

  public static final long EPOCHS_BYTES = EPOCH_BYTES * EPOCHS;
  public static final long COMPARED_EPOCHS_BYTES = EPOCH_BYTES * (COMPARED_EPOCHS + RUNS);

  private ReportLimits() {}

  /**
   * Asks for a training of so many steps and epochs.
   *
   * @throws InputException if its report could not be drawn
   */
  public static void requireRun(long steps, long epochs) {
    require(steps, STEPS, "steps; train for fewer --epochs or with a larger --batch");
    require(epochs, EPOCHS, "epochs; train for fewer");
  }

  /**
   * Asks for so many labels, with so many seeds, of so many steps and epochs each.
   *
   * @throws InputException if its report could not be drawn
   */
  public static void requireComparison(int labels, int seeds, long steps, long epochs) {
    require(labels, LABELS, "labels; compare fewer");
    requireRun(steps, epochs);
    long runs = (long) labels * seeds;
    require(runs, RUNS, "trainings; compare fewer labels or --seeds");
    require(
        runs * steps,
        STEPS,
        "steps of all trainings together; compare fewer labels or --seeds, or for fewer --epochs");
    require(runs * epochs, COMPARED_EPOCHS, "epochs of all trainings together; compare fewer");
  }

  /**
   * Asks for so many of something.
   *
   * @param what they are, and what to do if they are too many
   * @throws InputException if they could not be shown
   */
  public static void require(long count, int most, String what) {
    if (count > most) {
      throw new InputException(
          String.format(Locale.ROOT, "a report shows at most %d, not %d, %s", most, count, what));
    }
  }
}
