package zigzag.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import zigzag.data.Provenance;
import zigzag.experiment.comparison.ParallelTasks;
import zigzag.experiment.comparison.Workplace;

/**
 * A Spark application in which every training is a job of its own, so that its files are here as
 * soon as it is over. Spark tries a training again that failed or whose executor was lost.
 */
final class SparkWorkplace implements Workplace {
  private static final int LOOK_MILLISECONDS = 5;

  /** Executors take some seconds to come. */
  private static final int LOOKS_WITHOUT_EXECUTOR = 20_000 / LOOK_MILLISECONDS;

  /** For how long it may be unclear whether Spark ended by itself or with this program. */
  private static final int END_MILLISECONDS = 500;

  private record Job(Task task, JavaFutureAction<List<Map<String, byte[]>>> files) {}

  private final JavaSparkContext spark;
  private final int threads;
  private final Provenance data;
  private final Consumer<String> say;

  SparkWorkplace(JavaSparkContext spark, int threads, Provenance data, Consumer<String> say) {
    this.spark = spark;
    this.threads = threads;
    this.data = data;
    this.say = say;
    spark.sc().addSparkListener(new Losses(say));
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void run(List<Task> tasks, BooleanSupplier stop) throws IOException {
    List<Job> jobs = new ArrayList<>();
    try {
      for (Task task : tasks) {
        String order = new ClusterOrder(task.order(), data).json();
        jobs.add(
            new Job(
                task, spark.parallelize(List.of(order), 1).map(Executor::train).collectAsync()));
      }
      int looks = 0;
      while (!jobs.isEmpty() && !stop.getAsBoolean()) {
        takeWhatIsDone(jobs, stop);
        Thread.sleep(LOOK_MILLISECONDS);
        if (++looks == LOOKS_WITHOUT_EXECUTOR && threads == 0 && executors() == 0) {
          say.accept("the cluster has no executor for this yet: waiting for one");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trainings were running", e);
    } finally {
      jobs.forEach(job -> job.files().cancel(true));
    }
  }

  /** Takes the files of all that are over, also where one has failed, and only then fails. */
  private void takeWhatIsDone(List<Job> jobs, BooleanSupplier stop)
      throws IOException, InterruptedException {
    List<Job> done = jobs.stream().filter(job -> job.files().isDone()).toList();
    if (done.isEmpty()) {
      return;
    }
    jobs.removeAll(done);
    Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    // Side by side: who takes a run also draws it, which takes longer than a large cluster waits.
    ParallelTasks.run(
        Runtime.getRuntime().availableProcessors(),
        done.stream().map(job -> (ParallelTasks.Task) end -> take(job, failures)).toList(),
        () -> false);
    if (!failures.isEmpty()) {
      // The signal that ends this program ends Spark as well, maybe first.
      for (int waited = 0;
          spark.sc().isStopped() && !stop.getAsBoolean() && waited < END_MILLISECONDS;
          waited += LOOK_MILLISECONDS) {
        Thread.sleep(LOOK_MILLISECONDS);
      }
      if (!stop.getAsBoolean()) {
        throw failures.peek();
      }
    }
  }

  private static void take(Job job, Queue<IOException> failures) throws IOException {
    List<Map<String, byte[]>> files;
    try {
      files = job.files().get();
    } catch (ExecutionException | CancellationException e) {
      failures.add(failed(job.task(), e));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the files of a training came", e);
    }
    job.task().take(files.get(0));
  }

  /** Spark's message goes on with the stack of the executor, and of the driver. */
  private static IOException failed(Task task, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        task.order().label() + " could not be trained on the cluster: " + message, cause);
  }

  private int executors() {
    return spark.sc().statusTracker().getExecutorInfos().length - 1; // one is the driver
  }

  @Override
  public void close() {
    spark.close();
  }
}
