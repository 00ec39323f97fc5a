package zigzag.experiment.comparison;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Where the trainings of a comparison are done: in this program, or in others, elsewhere. */
public interface Workplace extends Closeable {
  /** A training that depends on no other. */
  interface Task extends ParallelTasks.Task {
    /** What another program has to be told to do it. */
    TrainingOrder order();

    /**
     * Takes in what came of it in another program.
     *
     * @param files the content of each file that {@link TrainingOrder#carryOut} left, by its name
     */
    void take(Map<String, byte[]> files) throws IOException;
  }

  /**
   * Does all tasks and returns when none is being done any more; what has come of those before an
   * end is kept.
   *
   * @param stop once it says yes, those that have not begun never do, and the others end early
   * @throws IOException if a task failed with one
   */
  void run(List<Task> tasks, BooleanSupplier stop) throws IOException;

  /** How many of them at most take memory of this program at the same time. */
  int threads();

  /** Leaves it. */
  @Override
  default void close() throws IOException {}

  /** This program's threads: what any other workplace has to agree with, byte for byte. */
  record Threads(int threads) implements Workplace {
    @Override
    public void run(List<Task> tasks, BooleanSupplier stop) throws IOException {
      ParallelTasks.run(threads, tasks, stop);
    }
  }
}
