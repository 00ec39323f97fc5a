package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.archive.ReportFiles;
import zigzag.archive.RunFolders;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.experiment.comparison.ComparisonListener;
import zigzag.experiment.comparison.Contender;
import zigzag.rule.PluginException;
import zigzag.tensorboard.LiveEvents;
import zigzag.tensorboard.TensorBoard;
import zigzag.training.TrainingListener;

/**
 * Shows all trainings of a comparison together: one bar on a terminal, otherwise a line for each
 * that is over. Completes their run folders, too, on the threads that trained them.
 */
final class ComparisonProgress implements ComparisonListener {
  private final Messages messages;
  private final Optional<Path> curves;
  private final ProgressBar bar;

  /** The steps of the training that is going on in this thread. */
  private final ThreadLocal<Long> steps = ThreadLocal.withInitial(() -> 0L);

  private final List<String> faults = new ArrayList<>();
  private int trainings;
  private volatile int over;
  private int kept;
  private volatile boolean hasResults;
  private long stepsPerTraining;

  /**
   * For trainings that begin.
   *
   * @param curves the comparison's folder, if TensorBoard is to be written for
   */
  ComparisonProgress(Messages messages, Optional<Path> curves) {
    this.messages = messages;
    this.curves = curves;
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
  public List<TrainingListener> listeners(Contender contender, long seed) {
    Stream<TrainingListener> live =
        curves.stream()
            .map(folder -> new LiveEvents(RunFolders.of(folder, contender.label(), seed)));
    return Stream.concat(Stream.of((state, loss) -> step()), live).toList();
  }

  @Override
  public void tried(TuningTrial trial) {
    over(
        trial.label() + ", learning rate " + Numerals.rate(trial.learningRate()),
        trial.seed(),
        trial.diverged()
            ? "diverged"
            : "validation loss " + Numerals.fixed(trial.validationLoss(), 4));
  }

  @Override
  public void tuned(Contender contender) {
    double rate = contender.optimizer().learningRate();
    messages.say(contender.label() + ": learning rate " + Numerals.rate(rate));
  }

  @Override
  public void finished(Contender contender, long seed, Path runFolder, RunSummary summary)
      throws IOException {
    // There is one if somebody listened as it trained, in this program.
    if (curves.isPresent() && !Files.exists(runFolder.resolve(RunFiles.EVENTS))) {
      TensorBoard.writeRun(runFolder, runFolder);
    }
    ReportCommand.drawRun(runFolder);
    hasResults = true;
    over(
        contender.label(),
        seed,
        summary.diverged()
            ? "diverged after step " + Numerals.whole(summary.steps())
            : Numerals.format("test accuracy %.2f %%", 100 * summary.testAccuracy()));
  }

  @Override
  public synchronized void failed(Contender contender, long seed, PluginException e) {
    over(contender.label(), seed, e.getMessage());
    faults.add(e.getMessage());
  }

  /** Of the trainings that failed. */
  synchronized List<String> faults() {
    return faults;
  }

  /** Whether any training is over that did not fail. */
  boolean hasResults() {
    return hasResults;
  }

  @Override
  public synchronized void kept(Path runFolder) throws IOException {
    kept++;
    hasResults = true;
    if (!Files.exists(runFolder.resolve(ReportFiles.PAGE))) {
      ReportCommand.drawRun(runFolder);
    }
    if (curves.isPresent()) {
      TensorBoard.writeRun(runFolder, runFolder);
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
    bar.advance(rest);
    messages.sayUnlessDrawn(
        Numerals.format("%d/%d %s, seed %d: %s", over, trainings, name, seed, result));
  }
}
