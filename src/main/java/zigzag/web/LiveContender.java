package zigzag.web;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.TrainingOutcome;
import zigzag.network.Layout;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.training.TrainingControl;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;
import zigzag.training.TrainingState;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.settings.TrainingSettings;

/**
 * One training that somebody may watch. The thread that trains writes what is to be seen; nothing
 * that a reader does holds it up, but for the pause that was asked for.
 */
final class LiveContender implements TrainingListener, TrainingControl {
  /** Copies of the weights are made no more often while nobody asks for them. */
  private static final long SAMPLE_NANOSECONDS = 500_000_000;

  private static final long NAP_NANOSECONDS = 2_000_000;
  private static final long PATIENCE_NANOSECONDS = 5_000_000_000L;

  private static final int MAX_EPOCHS = 10_000;

  /** Of epochs longer past the matrices are not kept. */
  private static final int MAX_MATRICES = 500;

  /** Of more, every other one is kept. */
  private static final int MAX_RATIOS = 1_000;

  /**
   * An epoch that is over.
   *
   * @param confusion on the held-out examples, {@code [true][predicted]}; null without any, and of
   *     an epoch long past
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Epoch(EpochMetrics metrics, long[][] confusion) {}

  /** How long a step's change of a layer's weights is, by their own length. */
  record Ratios(long step, double w1, double w2) {}

  /** A learning rate that somebody asked for: two of one value are two. */
  private record Wanted(double value) {}

  final int place;
  final String label;
  final Layout layout;
  final Losses losses = new Losses();
  private final Pace pace;
  private final AtomicReference<Wanted> wanted = new AtomicReference<>();
  private BooleanSupplier stop = () -> false;

  private volatile TrainingSettings settings;
  private volatile List<Epoch> epochs = List.of();
  private volatile List<Ratios> ratios = List.of();
  private volatile long steps;
  private volatile double loss = Double.NaN;
  private volatile Snapshot snapshot;
  private volatile boolean isSnapshotWanted;
  private volatile TrainingRun.Result result;

  // of the thread that trains
  private TrainingState state;
  private Evaluation validated;
  private Wanted changed;
  private float[] before;
  private long sampledAt;

  LiveContender(int place, String label, TrainingSettings settings, Layout layout, Pace pace) {
    this.place = place;
    this.label = label;
    this.settings = settings;
    this.layout = layout;
    this.pace = pace;
  }

  /** The same, which ends for another reason, too. */
  LiveContender until(BooleanSupplier otherStop) {
    stop = otherStop;
    return this;
  }

  @Override
  public void step(TrainingState now, double batchLoss) {
    losses.add(batchLoss);
    loss = batchLoss;
    steps = now.step();
    if (before != null) {
      add(
          new Ratios(
              now.step(),
              ratio(now.parameters(), layout.w1(), layout.w2()),
              ratio(now.parameters(), layout.w2(), layout.weightCount())));
      before = null;
    }
    if (System.nanoTime() - sampledAt > SAMPLE_NANOSECONDS) {
      sample();
    }
  }

  /** The next step's change is measured by what the weights are now. */
  private void sample() {
    before = state.parameters().clone();
    sampledAt = System.nanoTime();
    losses.publish();
  }

  private void add(Ratios measured) {
    List<Ratios> all = new ArrayList<>(ratios);
    if (all.size() == MAX_RATIOS) {
      all.clear();
      IntStream.range(0, MAX_RATIOS / 2).forEach(i -> all.add(ratios.get(2 * i)));
    }
    all.add(measured);
    ratios = List.copyOf(all);
  }

  private double ratio(float[] after, int from, int to) {
    double change = 0;
    double size = 0;
    for (int i = from; i < to; i++) {
      double difference = (double) after[i] - before[i];
      change += difference * difference;
      size += (double) before[i] * before[i];
    }
    return Math.sqrt(change / size);
  }

  @Override
  public void validation(Evaluation evaluation) {
    validated = evaluation;
  }

  @Override
  public void epoch(TrainingState now, EpochMetrics metrics) {
    state = now;
    List<Epoch> all = new ArrayList<>(epochs);
    all.add(new Epoch(metrics, validated == null ? null : validated.confusion().counts()));
    int old = all.size() - 1 - MAX_MATRICES;
    if (old >= 0) {
      all.set(old, new Epoch(all.get(old).metrics(), null));
    }
    epochs = List.copyOf(all.subList(Math.max(0, all.size() - MAX_EPOCHS), all.size()));
  }

  @Override
  public boolean getAsBoolean() {
    if (changed != null) {
      wanted.compareAndSet(changed, null); // it stands in the folder now
      changed = null;
    }
    if (isSnapshotWanted) {
      takeSnapshot();
    }
    return pace.await(place, steps, stop, this::wakes);
  }

  /** What is done while the training pauses; whether it has to go and change its learning rate. */
  private boolean wakes() {
    if (before == null && pace.isPaused()) {
      sample();
    }
    if (isSnapshotWanted) {
      takeSnapshot();
    }
    return wanted.get() != null;
  }

  @Override
  public OptionalDouble learningRate() {
    Wanted rate = wanted.get();
    if (rate == null) {
      return OptionalDouble.empty();
    }
    settings = settings.changed(steps, rate.value());
    changed = rate;
    return OptionalDouble.of(rate.value());
  }

  @Override
  public boolean isKept() {
    return pace.isKept() && !stop.getAsBoolean();
  }

  private void takeSnapshot() {
    snapshot = Snapshot.of(state);
    isSnapshotWanted = false;
  }

  /** The network as it is, or was within the last moment. */
  Snapshot snapshot() {
    if (result == null && (snapshot == null || snapshot.step() != steps)) {
      long end = System.nanoTime() + PATIENCE_NANOSECONDS;
      isSnapshotWanted = true;
      pace.wake();
      // Whoever trains is not to be held up by whoever asks, so there is nothing to be notified of.
      while (isSnapshotWanted && !isOver() && System.nanoTime() < end) {
        LockSupport.parkNanos(NAP_NANOSECONDS);
      }
    }
    Snapshot newest = snapshot;
    if (newest == null) {
      throw Refusal.unknown("network yet; ask again in a moment");
    }
    return newest;
  }

  /** It is over: what it came to. */
  void end(TrainingRun.Result ended) {
    losses.publish();
    state = ended.state();
    takeSnapshot();
    result = ended;
    pace.leave(place);
  }

  /** Another learning rate from the next step on. */
  void change(double value) {
    wanted.set(new Wanted(value));
    pace.wake();
  }

  boolean isChanging() {
    return wanted.get() != null;
  }

  boolean isOver() {
    return result != null;
  }

  boolean isDiverged() {
    return result != null && result.outcome() == TrainingOutcome.DIVERGED;
  }

  TrainingSettings settings() {
    return settings;
  }

  List<Epoch> epochs() {
    return epochs;
  }

  /** Those that were measured, some a second; of very many every other one. */
  List<Ratios> ratios() {
    return ratios;
  }

  long steps() {
    return steps;
  }

  double loss() {
    return loss;
  }

  TrainingRun.Result result() {
    return result;
  }

  /** The learning rate of the next step, before its schedule. */
  double baseRate() {
    List<LearningRateSchedule.Change> changes = settings.update().learningRateChanges();
    return changes.isEmpty()
        ? settings.update().optimizer().learningRate()
        : changes.get(changes.size() - 1).value();
  }
}
