package zigzag.training;

import zigzag.InputException;
import zigzag.Numerals;
import zigzag.data.Dataset;
import zigzag.training.evaluation.Evaluator;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Update;

/**
 * The memory that the arrays of a training take.
 *
 * @param hidden the hidden units that it is for
 * @param bytes about how many, on the Java heap
 * @param longest the numbers in the longest of the arrays
 */
public record MemoryNeed(int hidden, long bytes, double longest) {
  /** Parameters, the best ones, the gradient, and a copy while a file is written. */
  private static final int VECTORS = 4;

  /** h, h after dropout, its mask, and the gradient of h. */
  private static final int HIDDEN_ARRAYS = 4;

  private static final int MAX_NUMBERS = Integer.MAX_VALUE - 8;

  private static final double MEGABYTE = 1 << 20;

  public static MemoryNeed of(TrainingSettings settings, Dataset data) {
    Update update = settings.update();
    double inputs = data.inputs();
    double hidden = settings.architecture().hidden();
    double classes = data.classes();
    double parameters = hidden * (inputs + classes + 1) + classes;
    double batch = Math.min(settings.loop().batch(), data.size());
    double examples = batch + Evaluator.BATCH;
    double floats =
        parameters * (VECTORS + update.optimizer().slots() + (update.ema() > 0 ? 1 : 0))
            + examples * (inputs + HIDDEN_ARRAYS * hidden + 2 * classes);
    double longest = Math.max(parameters, examples * Math.max(inputs, Math.max(hidden, classes)));
    return new MemoryNeed(settings.architecture().hidden(), (long) (Float.BYTES * floats), longest);
  }

  /**
   * Checks that the Java heap may take so many of these trainings side by side.
   *
   * @throws InputException if it may not
   */
  public void require(int trainings) {
    long available = Runtime.getRuntime().maxMemory();
    if (longest > MAX_NUMBERS) {
      throw new InputException(
          Numerals.format(
              "%d hidden units need an array of %.0f numbers, and Java's hold %d; use fewer, or a"
                  + " smaller --batch",
              hidden, longest, MAX_NUMBERS));
    }
    if (trainings > 1 && bytes <= available && bytes > available / trainings) {
      throw new InputException(
          Numerals.format(
              "%d trainings side by side, each of %.0f MB, need more memory than the %.0f MB that"
                  + " the program may take; use fewer --threads, or allow more with ZIGZAG_HEAP, as"
                  + " in ZIGZAG_HEAP=8g",
              trainings, bytes / MEGABYTE, available / MEGABYTE));
    }
    if (bytes > available) {
      throw new InputException(
          Numerals.format(
              "%d hidden units need about %.0f MB of memory, and the program may take %.0f MB; use"
                  + " fewer, a smaller --batch, or allow more with ZIGZAG_HEAP, as in"
                  + " ZIGZAG_HEAP=8g",
              hidden, bytes / MEGABYTE, available / MEGABYTE));
    }
  }
}
