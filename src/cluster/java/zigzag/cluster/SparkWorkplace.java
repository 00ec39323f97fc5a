package zigzag.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.FutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import zigzag.Numerals;
import zigzag.data.Provenance;
import zigzag.experiment.comparison.ParallelTasks;
import zigzag.experiment.comparison.Workplace;

/**
 * A Spark application in which each training is a partition of a job, whose files are taken as soon
 * as it is over. Spark tries a training again that failed or whose executor was lost.
 */
final class SparkWorkplace implements Workplace {
  private static final int LOOK_MILLISECONDS = 5;

  /** Executors take some seconds to come. */
  private static final int LOOKS_WITHOUT_EXECUTOR = 20_000 / LOOK_MILLISECONDS;

  /** For how long it may be unclear whether Spark ended by itself or with this program. */
  private static final int END_MILLISECONDS = 500;

  /** What Spark says of the last exception before it gives up; stacks follow. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "failed (\\d+) times, .*\\(TID \\d+\\) \\((\\S+) executor [^)]*\\): \\S+: (.*)");

  /** The files that a training left. */
  private record Result(Task task, Map<String, byte[]> files) implements ParallelTasks.Task {
    @Override
    public void run(BooleanSupplier stop) throws IOException {
      task.take(files);
    }
  }

  private final JavaSparkContext spark;
  private final int threads;
  private final Provenance data;
  private final Broadcast<Map<String, byte[]>> plugins;
  private final Consumer<String> say;

  /**
   * Takes over an application that has begun.
   *
   * @param threads how many in this program; 0 if they are elsewhere
   * @param plugins the jars of others' rules, by their names
   */
  SparkWorkplace(
      JavaSparkContext spark,
      int threads,
      Provenance data,
      Broadcast<Map<String, byte[]>> plugins,
      Consumer<String> say) {
    this.spark = spark;
    this.threads = threads;
    this.data = data;
    this.plugins = plugins;
    this.say = say;
    spark.sc().addSparkListener(new Losses(say));
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void run(List<Task> tasks, BooleanSupplier stop) throws IOException {
    BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    List<FutureAction<Boolean>> jobs = new ArrayList<>();
    int begun = 0;
    int taken = 0;
    long largest = 1;
    int looks = 0;
    try {
      while (taken < tasks.size() && !stop.getAsBoolean()) {
        int most = underWay(spark.defaultParallelism(), largest, Runtime.getRuntime().maxMemory());
        int end = Math.min(tasks.size(), taken + most);
        if (begun < end && (end == tasks.size() || end - begun >= most / 4)) {
          jobs.add(begin(tasks.subList(begun, end), results));
          begun = end;
        }
        // Asked first: no result of a job comes after its failure.
        Optional<FutureAction<Boolean>> failed =
            jobs.stream().filter(job -> job.isCompleted() && failure(job).isDefined()).findFirst();
        List<Result> come = next(results);
        if (!come.isEmpty()) {
          taken += come.size();
          largest = Math.max(largest, take(come));
        } else if (failed.isPresent()) {
          fail(failure(failed.get()).get(), stop);
        }
        if (++looks == LOOKS_WITHOUT_EXECUTOR && threads == 0 && executors() == 0) {
          say.accept("the cluster has no executor for this yet: waiting for one");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trainings were running", e);
    } finally {
      jobs.forEach(FutureAction::cancel);
    }
  }

  /**
   * How many trainings may have begun and not been taken: enough that no core waits for the next
   * and that jobs are few, but not so many that what comes of them, faster than it is drawn, fills
   * the heap.
   *
   * @param largest bytes of the largest files so far
   */
  static int underWay(int cores, long largest, long heap) {
    return (int) Math.max(1, Math.min(Math.max(32, 4L * cores), heap / 4 / largest));
  }

  private FutureAction<Boolean> begin(List<Task> tasks, BlockingQueue<Result> results) {
    List<String> orders =
        tasks.stream().map(task -> new ClusterOrder(task.order(), data).json()).toList();
    Broadcast<Map<String, byte[]>> jars = plugins; // this object would not be serialized
    List<Object> all = IntStream.range(0, orders.size()).<Object>mapToObj(i -> i).toList();
    return spark
        .sc()
        .submitJob(
            spark
                .parallelize(orders, orders.size())
                .map(order -> Executor.train(order, jars.value()))
                .rdd(),
            (Function1<Iterator<Map<String, byte[]>>, Map<String, byte[]>> & Serializable)
                Iterator::next,
            CollectionConverters.asScala(all).toSeq(),
            (task, files) -> {
              results.add(new Result(tasks.get((int) task), files));
              return BoxedUnit.UNIT;
            },
            () -> true);
  }

  /** All that have come, if one has or does within a moment. */
  private static List<Result> next(BlockingQueue<Result> results) throws InterruptedException {
    List<Result> come = new ArrayList<>();
    Result first = results.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    if (first != null) {
      come.add(first);
      results.drainTo(come);
    }
    return come;
  }

  /** Takes them, and says how large the largest is. */
  private static long take(List<Result> come) throws IOException {
    // Side by side: who takes a run also draws it, which takes longer than a large cluster waits.
    ParallelTasks.run(Runtime.getRuntime().availableProcessors(), come, () -> false);
    return come.stream()
        .mapToLong(one -> one.files().values().stream().mapToLong(file -> file.length).sum())
        .max()
        .orElse(0);
  }

  private static Option<Throwable> failure(FutureAction<Boolean> job) {
    return job.value().get().failed().toOption();
  }

  /** Says why Spark gave up. */
  private void fail(Throwable cause, BooleanSupplier stop)
      throws IOException, InterruptedException {
    // The signal that ends this program ends Spark as well, maybe first.
    for (int waited = 0;
        spark.sc().isStopped() && !stop.getAsBoolean() && waited < END_MILLISECONDS;
        waited += LOOK_MILLISECONDS) {
      Thread.sleep(LOOK_MILLISECONDS);
    }
    if (!stop.getAsBoolean()) {
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      Matcher failure = FAILURE.matcher(message);
      throw new IOException(
          failure.find()
              ? Numerals.format(
                  "%s (failed %s times on the cluster, the last time on %s)",
                  failure.group(3), failure.group(1), failure.group(2))
              : "the cluster gave up: " + message,
          cause);
    }
  }

  private int executors() {
    return spark.sc().statusTracker().getExecutorInfos().length - 1; // one is the driver
  }

  @Override
  public void close() {
    spark.close();
  }
}
