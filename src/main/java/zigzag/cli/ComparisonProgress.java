package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zigzag.Numerals;
import zigzag.archive.ReportFiles;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.TrainingOutcome;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.experiment.comparison.ComparisonListener;
import zigzag.experiment.comparison.Contender;
import zigzag.rule.PluginException;
import zigzag.training.TrainingRun;

/**
 * Shows all trainings of a comparison together: one bar on a terminal, otherwise a line for each
 * that is over. Completes their run folders, too, on the threads that trained them.
 */
final class ComparisonProgress implements ComparisonListener {
  private final Messages messages;
  private final ProgressBar bar;

  /** The steps of the training that is going on in this thread. */
  private final ThreadLocal<Long> steps = ThreadLocal.withInitial(() -> 0L);

  private int trainings;
  private volatile int over;
  private int kept;
  private int finished;
  private int failed;
  private String fault;
  private long stepsPerTraining;

  ComparisonProgress(Messages messages) {
    this.messages = messages;
    bar = messages.bar();
  }

  @Override
  public synchronized void begin(String what, int count, long stepCount) {
    bar.close();
    trainings = count;
    over = 0;
    stepsPerTraining = count == 0 ? 0 : stepCount / count;
    if (kept > 0) {
      messages.say(Numerals.count(kept, "training") + " done before: kept as they are");
    }
    bar.begin(what, stepCount, () -> List.of(over + "/" + trainings + " trainings"));
  }

  @Override
  public void step() {
    steps.set(steps.get() + 1);
    bar.advance(1);
  }

  @Override
  public void tried(TuningTrial trial) {
    String result =
        trial.diverged()
            ? "diverged"
            : "validation loss " + Numerals.fixed(trial.validationLoss(), 4);
    over(
        trial.label() + ", learning rate " + Numerals.rounded(trial.learningRate(), 3),
        trial.seed(),
        result);
  }

  @Override
  public void tuned(Contender contender) {
    messages.say(
        contender.label()
            + ": learning rate "
            + Numerals.rounded(contender.optimizer().learningRate(), 3));
  }

  @Override
  public void finished(Contender contender, long seed, Path runFolder, TrainingRun.Result result)
      throws IOException {
    ReportCommand.drawRun(runFolder);
    String outcome =
        result.outcome() == TrainingOutcome.DIVERGED
            ? "diverged after step " + Numerals.whole(result.state().step())
            : Numerals.format(
                "test accuracy %.2f %%", 100 * result.test().orElseThrow().accuracy());
    synchronized (this) {
      finished++;
    }
    over(contender.label(), seed, outcome);
  }

  @Override
  public synchronized void failed(Contender contender, long seed, PluginException e) {
    over(contender.label(), seed, e.getMessage());
    failed++;
    fault = fault == null ? e.getMessage() : fault;
  }

  /** What is to be said of the trainings that failed; empty if none did. */
  synchronized Optional<String> failure() {
    return fault == null
        ? Optional.empty()
        : Optional.of(Numerals.format("%d trainings failed; the first: %s", failed, fault));
  }

  /** Whether any training is over that did not fail. */
  synchronized boolean hasResults() {
    return finished + kept > 0;
  }

  @Override
  public synchronized void kept(Path runFolder) throws IOException {
    kept++;
    if (!Files.exists(runFolder.resolve(ReportFiles.PAGE))) {
      ReportCommand.drawRun(runFolder);
    }
  }

  @Override
  public void say(String message) {
    messages.say(message);
  }

  /** One more is over; a training that ended early is counted as whole. */
  private synchronized void over(String name, long seed, String result) {
    over++;
    long rest = stepsPerTraining - steps.get();
    steps.remove();
    String line = Numerals.format("%d/%d %s, seed %d: %s", over, trainings, name, seed, result);
    bar.advance(rest);
    if (!bar.isDrawable()) {
      messages.say(line);
    }
  }
}
