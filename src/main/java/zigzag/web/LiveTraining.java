package zigzag.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import zigzag.FileFault;
import zigzag.InputException;
import zigzag.archive.FolderLock;
import zigzag.archive.RunFolders;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.experiment.comparison.Comparison;
import zigzag.experiment.comparison.ComparisonListener;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.network.Layout;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Optimizers;
import zigzag.report.comparison.ComparisonReport;
import zigzag.rule.PluginException;
import zigzag.training.TrainingControl;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

/**
 * Up to four trainings side by side, in a run folder or in that of a comparison, until they are
 * over or somebody ends them.
 */
final class LiveTraining implements ComparisonListener {
  private static final int SETTLE_MILLISECONDS = 5_000;
  private static final int MAX_CHANGES = 1_000;

  private final Path folder;
  private final Commands commands;
  private final TrainingRequest.Start start;
  private final List<LiveContender> contenders = new ArrayList<>();
  private final Pace pace;
  private final EventStreams streams = new EventStreams(this);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String error;

  /** Where a training is. */
  enum State {
    RUNNING,
    PAUSED,
    FINISHED,
    STOPPED,
    DIVERGED,
    FAILED
  }

  /**
   * What there is to know of a training.
   *
   * @param step of the contender that is furthest
   * @param error why it failed; null if it did not
   */
  record Status(
      String id,
      String folder,
      String state,
      long step,
      int epoch,
      String dataset,
      String error,
      List<ContenderStatus> contenders) {}

  /**
   * What there is to know of a contender; null where there is nothing yet.
   *
   * @param steps that it takes in all
   * @param learningRate of the next step, before its schedule
   * @param command that repeats it, but for the changes of its learning rate
   */
  record ContenderStatus(
      String label,
      String folder,
      String state,
      long step,
      long steps,
      int epoch,
      double loss,
      Double trainLoss,
      Double trainAccuracy,
      Double validationLoss,
      Double validationAccuracy,
      Double testAccuracy,
      Double testLoss,
      double learningRate,
      List<LearningRateSchedule.Change> learningRateChanges,
      LiveContender.Ratios ratios,
      String optimizer,
      String init,
      String command) {}

  LiveTraining(Path folder, TrainingRequest.Start start, Commands commands) {
    this.folder = folder;
    this.start = start;
    this.commands = commands;
    pace = new Pace(start.settings().size(), start.paused());
    for (TrainingSettings settings : start.settings()) {
      int place = contenders.size();
      Layout layout =
          new Layout(
              start.first().data().train().inputs(),
              settings.architecture().hidden(),
              start.first().data().classes());
      contenders.add(new LiveContender(place, start.labels().get(place), settings, layout, pace));
    }
  }

  /** Begins to train; the folder then tells what is to be trained. */
  void begin() throws IOException {
    FolderLock lock = FolderLock.take(folder);
    try {
      if (start.plan().isPresent()) {
        start.plan().get().file("", List.of(), start.first().description()).write(folder);
      } else {
        config().write(folder);
      }
    } catch (IOException | RuntimeException e) {
      try (lock) {
        throw e;
      }
    }
    Thread thread = new Thread(() -> train(lock), "zigzag-live");
    thread.setDaemon(true);
    thread.start();
  }

  private void train(FolderLock held) {
    try (FolderLock lock = held) {
      if (start.plan().isPresent()) {
        compare(start.plan().get());
      } else {
        alone(lock.folder());
      }
    } catch (IOException e) {
      error = FileFault.describe(e);
    } catch (UncheckedIOException e) {
      error = FileFault.describe(e.getCause());
    } catch (InputException | PluginException e) {
      error = e.getMessage();
    } catch (RuntimeException | Error e) {
      // Nobody else hears of it; the others go on.
      error = "this is a mistake of the program, please report it: " + e;
    } finally {
      over.countDown();
    }
  }

  private RunConfig config() {
    TrainingSettings settings = start.settings().get(0);
    return RunConfig.of(
        start.first().command().apply(settings),
        start.first().description(),
        SettingsJson.write(settings),
        Versions.all());
  }

  private void alone(Path run) throws IOException {
    LiveContender contender = contenders.get(0);
    TrainingRun.Result result =
        new TrainingRun(start.settings().get(0), start.first().data(), config(), run)
            .steer(Optional.empty(), List.of(contender), contender);
    contender.end(result);
    if (result.outcome() != TrainingOutcome.INTERRUPTED) {
      commands.draw(run, start.first().data(), result, true);
    }
  }

  private void compare(ComparisonPlan plan) throws IOException {
    Comparison comparison =
        new Comparison(
            plan,
            start.first().data(),
            start.first().description(),
            folder,
            start.first().command(),
            this);
    comparison.run(contenders.size(), () -> false);
    // Those whose rule failed have left nothing to be drawn.
    if (!isInterrupted() && contenders.stream().anyMatch(LiveContender::isOver)) {
      ComparisonReport.read(folder).write(folder);
    }
  }

  private boolean isInterrupted() {
    return pace.isEnding() && !pace.isKept();
  }

  private LiveContender live(Contender contender) {
    return contenders.get(start.labels().indexOf(contender.label()));
  }

  @Override
  public List<TrainingListener> listeners(Contender contender, long seed) {
    return List.of(live(contender));
  }

  @Override
  public TrainingControl control(Contender contender, long seed, BooleanSupplier stop) {
    return live(contender).until(stop);
  }

  @Override
  public void finished(Contender contender, long seed, Path run, TrainingRun.Result result)
      throws IOException {
    live(contender).end(result);
    commands.draw(run, start.first().data(), result, false);
  }

  @Override
  public void failed(Contender contender, long seed, PluginException fault) {
    error = fault.getMessage();
    pace.leave(live(contender).place);
  }

  String id() {
    return folder.getFileName().toString();
  }

  Path folder() {
    return folder;
  }

  TrainingRequest.Start start() {
    return start;
  }

  EventStreams streams() {
    return streams;
  }

  List<LiveContender> contenders() {
    return contenders;
  }

  LiveContender contender(Call call) {
    return contenders.get(call.index("contender", "0", contenders.size()));
  }

  /** Whether its folder is complete. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  State state() {
    if (!isOver()) {
      boolean isWaiting = contenders.stream().anyMatch(one -> one.steps() < steps(one));
      return isWaiting && pace.isPaused() && !pace.isEnding() ? State.PAUSED : State.RUNNING;
    }
    if (error != null) {
      return State.FAILED;
    }
    if (pace.isEnding()) {
      return State.STOPPED;
    }
    return contenders.stream().allMatch(LiveContender::isDiverged)
        ? State.DIVERGED
        : State.FINISHED;
  }

  Status status() {
    return new Status(
        id(),
        folder.toString(),
        name(state()),
        contenders.stream().mapToLong(LiveContender::steps).max().orElse(0),
        contenders.stream().mapToInt(one -> epochs(one)).max().orElse(0),
        start.first().data().train().name(),
        error,
        contenders.stream().map(this::status).toList());
  }

  private static int epochs(LiveContender contender) {
    List<LiveContender.Epoch> epochs = contender.epochs();
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).metrics().epoch();
  }

  private long steps(LiveContender one) {
    return one.settings().learningRateSchedule(start.first().data().training().length).steps();
  }

  ContenderStatus status(LiveContender one) {
    List<LiveContender.Epoch> epochs = one.epochs();
    var last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1).metrics();
    Optional<RunSummary> summary = one.isOver() ? one.result().summary() : Optional.empty();
    TrainingSettings settings = one.settings();
    String run =
        start.plan().isEmpty()
            ? id()
            : id() + "/" + RunFolders.FOLDER + "/" + RunFolders.name(one.label, settings.seed());
    return new ContenderStatus(
        one.label,
        run,
        name(stateOf(one)),
        one.steps(),
        steps(one),
        epochs(one),
        one.isDiverged() ? Double.NaN : one.loss(),
        last == null ? null : last.trainLoss(),
        last == null ? null : last.trainAccuracy(),
        last == null ? null : last.validationLoss(),
        last == null ? null : last.validationAccuracy(),
        summary.map(RunSummary::testAccuracy).orElse(null),
        summary.map(RunSummary::testLoss).orElse(null),
        one.baseRate(),
        settings.update().learningRateChanges(),
        one.ratios().isEmpty() ? null : one.ratios().get(one.ratios().size() - 1),
        settings.update().optimizer().name(),
        settings.architecture().init().label(),
        start.first().command().apply(settings));
  }

  private State stateOf(LiveContender one) {
    if (!one.isOver()) {
      return isOver() && !pace.isEnding() ? State.FAILED : state();
    }
    return switch (one.result().outcome()) {
      case DIVERGED -> State.DIVERGED;
      case STOPPED, INTERRUPTED -> State.STOPPED;
      default -> State.FINISHED;
    };
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  void pause() {
    pace.pause();
    pace.settle(SETTLE_MILLISECONDS);
  }

  void resume() {
    pace.resume();
  }

  void stepOnce() {
    pace.step();
    pace.settle(SETTLE_MILLISECONDS);
  }

  /** Ends it where it is, and waits until its folder is complete. */
  void stop() {
    pace.end(true);
    await(SETTLE_MILLISECONDS * 12);
  }

  /** Ends it where it is, to be resumed. */
  void interrupt() {
    pace.end(false);
    await(SETTLE_MILLISECONDS * 12);
  }

  private void await(long milliseconds) {
    try {
      if (!over.await(milliseconds, TimeUnit.MILLISECONDS)) {
        error = "it did not end in time; its last checkpoint stays";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Changes a learning rate, and waits until that is in the run's files. */
  void changeLearningRate(LiveContender contender, double value) {
    TrainingSettings settings = contender.settings();
    Object unused = Optimizers.withLearningRate(settings.update().optimizer(), value);
    if (contender.isOver() || isOver() || pace.isEnding()) {
      throw new Refusal(HttpStatus.CONFLICT_409, contender.label + " is over");
    }
    if (settings.update().learningRateChanges().size() >= MAX_CHANGES) {
      throw new Refusal(
          HttpStatus.CONFLICT_409, "a learning rate changes " + MAX_CHANGES + " times at most");
    }
    contender.change(value);
    long end = System.nanoTime() + SETTLE_MILLISECONDS * 1_000_000L;
    while (contender.isChanging() && !contender.isOver() && System.nanoTime() < end) {
      LockSupport.parkNanos(2_000_000);
    }
  }
}
