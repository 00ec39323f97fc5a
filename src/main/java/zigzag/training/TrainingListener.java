package zigzag.training;

import java.io.IOException;
import zigzag.archive.run.EpochMetrics;
import zigzag.training.evaluation.Evaluation;

/** Hears of a training as it goes. */
@FunctionalInterface
public interface TrainingListener {
  /** A step was taken; {@code loss} is that of its batch, before the step. */
  void step(TrainingState state, double loss) throws IOException;

  /** The figures on the held-out examples, if there are any, of the epoch that is over. */
  default void validation(Evaluation evaluation) {}

  /** An epoch is over, epoch 0 (before training) included. */
  default void epoch(TrainingState state, EpochMetrics metrics) throws IOException {}

  /** The training is over and its folder whole, or it was interrupted. */
  default void ended() throws IOException {}
}
