package zigzag.experiment.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.RunSummary;
import zigzag.rule.PluginException;
import zigzag.training.TrainingControl;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;

/** Hears of a comparison as it goes, from several threads at once. */
public interface ComparisonListener {
  /** Some trainings begin, of so many steps in all; earlier ones that are kept not counted. */
  default void begin(String what, int trainings, long steps) {}

  /** A step was taken in one of them. */
  default void step() {}

  /** Who hears of every step of a training. */
  default List<TrainingListener> listeners(Contender contender, long seed) {
    return List.of((state, loss) -> step());
  }

  /** Who steers a training, until all are to stop. */
  default TrainingControl control(Contender contender, long seed, BooleanSupplier stop) {
    return stop::getAsBoolean;
  }

  /** A training of the search for learning rates is over, now or in an earlier attempt. */
  default void tried(TuningTrial trial) {}

  /** A contender goes on with the learning rate it has now. */
  default void tuned(Contender contender) {}

  /** A training of the comparison itself is over, and its run folder is complete. */
  default void finished(Contender contender, long seed, Path runFolder, RunSummary summary)
      throws IOException {}

  /** The same of one that this program did itself. */
  default void finished(Contender contender, long seed, Path runFolder, TrainingRun.Result result)
      throws IOException {
    finished(contender, seed, runFolder, result.summary().orElseThrow());
  }

  /** A training came to nothing, for its rule is a plug-in that failed; the others go on. */
  default void failed(Contender contender, long seed, PluginException fault) {}

  /** A training of an earlier attempt is over already, and is not done again. */
  default void kept(Path runFolder) throws IOException {}

  /** Something that the user should know. */
  default void say(String message) {}
}
