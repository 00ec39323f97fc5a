package zigzag.experiment.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  private final BooleanSupplier interrupted;
  private volatile boolean failed;

  private ParallelTasks(BooleanSupplier interrupted) {
    this.interrupted = interrupted;
  }

  /**
   * Runs all tasks and returns when none is running any more.
   *
   * @param interrupted asked by the tasks; once it says yes, those that have not begun never do
   * @throws IOException if a task failed with one
   */
  public static void run(int threads, List<Task> tasks, BooleanSupplier interrupted)
      throws IOException {
    new ParallelTasks(interrupted).run(threads, tasks);
  }

  private void run(int threads, List<Task> tasks) throws IOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            body -> {
              Thread thread = new Thread(body, "zigzag-training");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> pending = new ArrayList<>();
      for (Task task : tasks) {
        pending.add(pool.submit(() -> attempt(task)));
      }
      Throwable failure = null;
      for (Future<?> one : pending) {
        try {
          one.get();
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
        } catch (InterruptedException e) {
          failed = true;
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while trainings were running", e);
        }
      }
      rethrow(failure);
    } finally {
      pool.shutdown();
    }
  }

  /** Does one task; what it throws stops the others. */
  private Void attempt(Task task) throws IOException {
    if (isStopped()) {
      return null;
    }
    try {
      task.run(this::isStopped);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  private boolean isStopped() {
    return failed || interrupted.getAsBoolean();
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException exception) {
      throw exception;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
