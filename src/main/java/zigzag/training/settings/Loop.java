package zigzag.training.settings;

import zigzag.optimizer.Hyperparameter;

/**
 * The batches and their loss; the constants are what is used where none is asked for.
 *
 * @param epochs the length of the training; with a number of steps, as many as it takes
 * @param steps end after so many steps, in the middle of an epoch if need be; 0 for whole epochs
 * @param labelSmoothing the share of its label that an example gives to all classes; 0 for none
 */
public record Loop(int batch, int epochs, int steps, double labelSmoothing) {
  public static final int BATCH = 100;
  public static final int EPOCHS = 10;

  public Loop {
    TrainingSettings.requireAtLeast(1, "batch", batch);
    TrainingSettings.requireAtLeast(0, "epochs", epochs);
    TrainingSettings.requireAtLeast(0, "steps", steps);
    Hyperparameter.decay("label-smoothing", labelSmoothing);
  }

  /** The batches of an epoch of so many examples, the last, shorter one included. */
  public int stepsPerEpoch(int trainingExamples) {
    return (int) (((long) trainingExamples + batch - 1) / batch);
  }
}
