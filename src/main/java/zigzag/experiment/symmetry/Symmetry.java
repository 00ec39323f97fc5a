package zigzag.experiment.symmetry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import zigzag.archive.run.TrainingOutcome;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.experiment.comparison.ParallelTasks;
import zigzag.initializer.Initializer;
import zigzag.network.Activation;
import zigzag.training.MemoryNeed;
import zigzag.training.Trainer;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.batch.RandomStreams;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.settings.TrainingSettings;

/**
 * Trains the same network from several initializers on the same batches, and looks again and again
 * at how alike its hidden units are.
 *
 * <p>Units that start equal compute the same and receive the same gradient, and so stay equal: the
 * network works as if it had one hidden unit, until something tells them apart.
 *
 * <p>Source: I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press 2016, section
 * 8.4: the only property of an initialization known with certainty is that it must break the
 * symmetry between units.
 *
 * @param settings of all trainings; the initializer is not used
 * @param inits where they start
 * @param broken what tells equal units apart
 * @param data what they are trained on
 */
public record Symmetry(
    TrainingSettings settings, List<Initializer> inits, SymmetryBreak broken, DataSplit data) {

  /** Hears of the trainings as they go, from several threads at once. */
  public interface Listener {
    /** The trainings begin, of so many steps in all. */
    default void begin(long steps) {}

    /** A step was taken in one of them. */
    default void step() {}

    /** A training is over. */
    default void finished(Run run) {}
  }

  /**
   * What there is to see of a network at one moment.
   *
   * @param w1 all incoming weights, {@code inputs × hidden}, row by row
   * @param cosines between the first units' weights, a square matrix
   * @param hidden the hidden activations on the probe, {@code examples × hidden}
   * @param probabilities what the network puts out on the probe, {@code examples × classes}
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
  public record Frame(
      SymmetryFile.Row row, float[] w1, float[] cosines, float[] hidden, float[] probabilities) {}

  /**
   * What came of one initializer.
   *
   * @param frames at step 0, 1, 2, 5, 10, 20, 50, … and the last one
   * @param test the last parameters' figures on the test data; empty if the training diverged
   */
  public record Run(Initializer init, List<Frame> frames, Optional<Evaluation> test) {
    /** The figures at the end. */
    public SymmetryFile.Row last() {
      return frames.get(frames.size() - 1).row();
    }

    /** An order of the units in which those that end alike stand together. */
    public int[] finalOrder() {
      return UnitLikeness.chain(frames.get(frames.size() - 1).cosines());
    }

    /** The first step looked at by which at least half the units were distinct; empty if never. */
    Long halfDistinctStep(int hidden) {
      return frames.stream()
          .map(Frame::row)
          .filter(row -> 2 * row.value(Column.DISTINCT_UNITS) >= hidden && hidden > 1)
          .map(SymmetryFile.Row::step)
          .findFirst()
          .orElse(null);
    }
  }

  int hidden() {
    return settings.architecture().hidden();
  }

  Activation activation() {
    return settings.architecture().activation();
  }

  /**
   * Checks that the Java heap may take as many trainings as there are threads.
   *
   * @throws zigzag.InputException if it may not
   */
  public void requireMemory(int threads) {
    MemoryNeed.of(settings, data.train()).require(Math.min(threads, inits.size()));
  }

  /**
   * Trains from every initializer, side by side.
   *
   * @return one run each, in the order of the initializers; empty if it was stopped
   */
  public List<Run> run(int threads, Listener listener, BooleanSupplier stop) throws IOException {
    Run[] runs = new Run[inits.size()];
    List<ParallelTasks.Task> tasks = new ArrayList<>();
    for (int i = 0; i < runs.length; i++) {
      int index = i;
      tasks.add(end -> runs[index] = train(inits.get(index), listener, end));
    }
    listener.begin(runs.length * settings.learningRateSchedule(data.training().length).steps());
    ParallelTasks.run(threads, tasks, stop);
    return stop.getAsBoolean() ? List.of() : List.of(runs);
  }

  /** Null if it was stopped. */
  private Run train(Initializer init, Listener listener, BooleanSupplier stop) throws IOException {
    TrainingSettings own =
        settings.with(
            init, settings.update().optimizer(), settings.update().weightDecay(), settings.seed());
    try (Trainer trainer = new Trainer(own, data);
        SymmetryProbe probe = new SymmetryProbe(data, trainer.layout(), activation())) {
      TrainingState state = trainer.initialState();
      broken.apply(
          trainer.layout(), state.parameters(), new RandomStreams(own.seed()).perturbation());
      List<Frame> frames = new ArrayList<>();
      frames.add(probe.look(state.parameters(), 0));
      TrainingListener looks =
          (now, loss) -> {
            listener.step();
            if (isLookedAt(now.step())) {
              frames.add(probe.look(now.parameters(), now.step()));
            }
          };
      TrainingOutcome outcome = trainer.train(state, List.of(looks), stop);
      if (outcome == TrainingOutcome.INTERRUPTED) {
        return null;
      }
      if (frames.get(frames.size() - 1).row().step() < state.step()) {
        frames.add(probe.look(state.parameters(), state.step()));
      }
      Optional<Evaluation> test =
          outcome == TrainingOutcome.DIVERGED
              ? Optional.empty()
              : Optional.of(trainer.test(state.parameters()));
      Run run = new Run(init, frames, test);
      listener.finished(run);
      return run;
    }
  }

  /** 1, 2, 5, 10, 20, 50, …. */
  static boolean isLookedAt(long step) {
    return Long.toString(step).matches("[125]0*");
  }
}
