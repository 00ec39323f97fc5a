package zigzag.cluster;

import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Says what Spark makes good by itself: executors that are lost, trainings that fail. */
final class Losses extends SparkListener {
  private final Consumer<String> say;

  Losses(Consumer<String> say) {
    this.say = say;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    say.accept(
        "executor "
            + event.executorId()
            + " is lost ("
            + firstLine(event.reason())
            + "); what it was at is done again");
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.reason() instanceof ExceptionFailure failure) {
      say.accept("a training failed on the cluster: " + firstLine(failure.description()));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
