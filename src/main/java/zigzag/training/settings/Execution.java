package zigzag.training.settings;

/**
 * How a training is carried out, which changes nothing of its result.
 *
 * @param checkpointEvery the epochs between checkpoints
 */
public record Execution(int checkpointEvery, int threads) {
  public Execution {
    TrainingSettings.requireAtLeast(1, "checkpoint-every", checkpointEvery);
    TrainingSettings.requireAtLeast(1, "threads", threads);
  }
}
