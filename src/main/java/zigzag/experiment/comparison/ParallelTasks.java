package zigzag.experiment.comparison;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Runs tasks side by side; the first that fails stops the others.
 *
 * <p>The tasks must not depend on each other, so that their results depend neither on the number of
 * threads nor on which ends first.
 */
public final class ParallelTasks {
  /** Does its work, or as much of it as there is time for before {@code stop} says so. */
  @FunctionalInterface
  public interface Task {
    void run(BooleanSupplier stop) throws IOException;
  }

  private ParallelTasks() {}

  /**
   * Runs all tasks and returns when none is running any more.
   *
   * @param interrupted asked by the tasks; once it says yes, those that have not begun never do
   * @throws IOException if a task failed with one
   */
  public static void run(int threads, List<? extends Task> tasks, BooleanSupplier interrupted)
      throws IOException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    BooleanSupplier stop = () -> failure.get() != null || interrupted.getAsBoolean();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            body -> {
              Thread thread = new Thread(body, "zigzag-training");
              thread.setDaemon(true);
              return thread;
            });
    for (Task task : tasks) {
      pool.execute(
          () -> {
            try {
              if (!stop.getAsBoolean()) {
                task.run(stop);
              }
            } catch (Throwable e) {
              failure.compareAndSet(null, e);
            }
          });
    }
    pool.shutdown();
    try {
      pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      failure.set(e);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trainings were running", e);
    }
    if (failure.get() instanceof IOException exception) {
      throw exception;
    }
    if (failure.get() instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure.get() instanceof Error error) {
      throw error;
    }
  }
}
