package zigzag.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import zigzag.InputException;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Symptom;
import zigzag.archive.run.TrainingOutcome;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.TwoLayerNetwork;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.training.batch.BatchSource;
import zigzag.training.batch.DataSplit;
import zigzag.training.batch.RandomStreams;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Evaluator;
import zigzag.training.evaluation.Symptoms;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Update;

/**
 * The training loop: batches in a new random order every epoch, one step each, validation after
 * every epoch.
 *
 * <p>Given the same settings, data and state it does the same to the last bit, whatever the number
 * of threads.
 */
public final class Trainer implements AutoCloseable {
  private final DataSplit data;
  private final Layout layout;
  private final RandomStreams random;
  private final TwoLayerNetwork network;
  private final Batch.Threads threads;
  private final Evaluator evaluator;
  private final BatchSource batches;
  private final float[] mask;
  private final ParameterUpdate update;
  private TrainingSettings settings;
  private LearningRateSchedule schedule;

  /**
   * Makes the network and its arrays.
   *
   * @throws InputException if they would need more memory than there is
   */
  public Trainer(TrainingSettings settings, DataSplit data) {
    this.settings = settings;
    this.data = data;
    MemoryNeed.of(settings, data.train()).require(1);
    Architecture architecture = settings.architecture();
    layout = new Layout(data.train().inputs(), architecture.hidden(), data.classes());
    random = new RandomStreams(settings.seed());
    batches = new BatchSource(data, settings.loop().batch(), random, settings.augmentation());
    int shared = settings.execution().threads();
    network = new TwoLayerNetwork(layout, architecture.activation(), batches.capacity(), shared);
    threads = network::share;
    evaluator = new Evaluator(layout, architecture.activation(), shared);
    mask = architecture.dropout() == 0 ? null : new float[batches.capacity() * layout.hidden()];
    schedule = settings.learningRateSchedule(data.training().length);
    update = new ParameterUpdate(settings, network, batches.capacity());
  }

  /** Those it was made with, and what was made of the learning rate since. */
  TrainingSettings settings() {
    return settings;
  }

  /** Changes the learning rate of the steps that are to come, between two of them. */
  void changeLearningRate(TrainingState state, double value) {
    settings = settings.changed(state.step, value);
    schedule = settings.learningRateSchedule(data.training().length);
  }

  public Layout layout() {
    return layout;
  }

  /** The state before the first step: freshly drawn parameters, slots of zeros. */
  public TrainingState initialState() {
    Update rule = settings.update();
    return new TrainingState(initialParameters(), rule.optimizer().slots(), rule.ema() > 0);
  }

  private float[] initialParameters() {
    return settings.architecture().sample(layout, random.weights());
  }

  /**
   * Checks that a state that was read from a file belongs to these settings and this data.
   *
   * @throws InputException if its arrays have other lengths
   */
  void requireFits(TrainingState state) {
    if (state.parameters.length != layout.parameterCount()
        || state.slots.length != settings.update().optimizer().slots()
        || state.isAveraged() != (settings.update().ema() > 0)
        || state.batchesDone > batches.perEpoch()) {
      throw new InputException(
          "the checkpoint belongs to another network, optimizer or data set; train anew with"
              + " --overwrite");
    }
  }

  /**
   * Trains from a state on until the epochs are over, patience is, the user stops it, or the loss
   * is no longer finite.
   *
   * @param state on entry where to start, on return where it ended; after a divergence the
   *     parameters are those that gave the loss
   * @param stop asked after every step
   */
  public TrainingOutcome train(
      TrainingState state, List<TrainingListener> listeners, BooleanSupplier stop)
      throws IOException {
    // An array, since a list makes an iterator at every step.
    TrainingListener[] heard = listeners.toArray(TrainingListener[]::new);
    if (state.history.isEmpty()) {
      finishEpoch(state, listeners);
    }
    while (state.epochsDone() < settings.loop().epochs() && state.step < schedule.steps()) {
      if (isOutOfPatience(state)) {
        return unlessDiverged(state, TrainingOutcome.EARLY);
      }
      batches.beginEpoch(state.epochsDone() + 1);
      while (state.batchesDone < batches.perEpoch() && state.step < schedule.steps()) {
        if (stop.getAsBoolean()) {
          return TrainingOutcome.INTERRUPTED;
        }
        double loss = step(state);
        if (!Double.isFinite(loss)) {
          return TrainingOutcome.DIVERGED;
        }
        for (TrainingListener listener : heard) {
          listener.step(state, loss);
        }
      }
      finishEpoch(state, listeners);
    }
    return unlessDiverged(state, TrainingOutcome.FINISHED);
  }

  /** What the last step did to the loss: there is no next one to show it. */
  private TrainingOutcome unlessDiverged(TrainingState state, TrainingOutcome outcome) {
    // Parameters of pixels that are blank in the examples below don't show in their loss.
    for (float parameter : state.parameters) {
      if (!Float.isFinite(parameter)) {
        return TrainingOutcome.DIVERGED;
      }
    }
    int[] some = Arrays.copyOf(data.training(), batches.capacity());
    double loss = evaluator.evaluate(state.parameters, data.train(), some).loss();
    return Double.isFinite(loss) ? outcome : TrainingOutcome.DIVERGED;
  }

  /** The figures of parameters on the test data. */
  public Evaluation test(float[] parameters) {
    return evaluator.evaluate(parameters, data.test());
  }

  /** Why the network did not learn, if it did not, by the parameters kept and their test. */
  public List<Symptom> symptoms(TrainingState state, float[] kept, Evaluation test) {
    float[] initial = initialParameters();
    return Symptoms.of(settings, data, layout)
        .of(initial, kept, test, state.step, look(initial), look(state.parameters));
  }

  /** Looks at a network on as many training examples as are evaluated at a time. */
  private Symptoms.Snapshot look(float[] parameters) {
    int[] some = Arrays.copyOf(data.training(), Math.min(Evaluator.BATCH, data.training().length));
    double loss = evaluator.evaluate(parameters, data.train(), some).loss();
    double squares = 0;
    for (int i = 0; i < layout.weightCount(); i++) {
      squares += (double) parameters[i] * parameters[i];
    }
    double rms = Math.sqrt(squares / layout.weightCount());
    return new Symptoms.Snapshot(some.length, loss, rms, evaluator.silentUnits());
  }

  @Override
  public void close() {
    network.close();
    evaluator.close();
  }

  /** Takes one step, unless the loss is not finite, and returns the loss. */
  private double step(TrainingState state) {
    long start = System.nanoTime();
    Batch batch = batches.next(state.batchesDone, state.step + 1, threads);
    if (mask != null) {
      settings
          .architecture()
          .drawMask(random.dropout(state.step + 1), mask, batch.size() * layout.hidden());
    }
    double rate = schedule.rateAt(state.step + 1);
    double loss = update.step(state, batch, mask, rate);
    if (Double.isFinite(loss)) {
      state.step++;
      state.batchesDone++;
      double seconds = (System.nanoTime() - start) / 1e9;
      state.sums.add(
          loss, update.step().correct, batch.size(), update.step().gradientNorm, rate, seconds);
    }
    return loss;
  }

  /** Looks at the epoch that is under way as if it were over. */
  void finishEpoch(TrainingState state, List<TrainingListener> listeners) throws IOException {
    Optional<Evaluation> validation =
        Optional.of(data.validation())
            .filter(held -> held.length > 0)
            .map(held -> evaluator.evaluate(state.averagedParameters, data.train(), held));
    TrainingState.EpochSums sums = state.sums;
    boolean trained = sums.examples > 0;
    EpochMetrics metrics =
        new EpochMetrics(
            state.history.size(),
            state.step,
            trained ? sums.loss / sums.examples : null,
            trained ? sums.correct / (double) sums.examples : null,
            validation.map(Evaluation::loss).orElse(null),
            validation.map(Evaluation::accuracy).orElse(null),
            trained ? sums.learningRate : null,
            trained ? sums.gradientNorm / state.batchesDone : null,
            trained ? sums.seconds : null);
    state.add(metrics);
    state.batchesDone = 0;
    state.sums = new TrainingState.EpochSums();
    for (TrainingListener listener : listeners) {
      validation.ifPresent(listener::validation);
      listener.epoch(state, metrics);
    }
  }

  private boolean isOutOfPatience(TrainingState state) {
    int patience = settings.validation().patience();
    return patience > 0 && state.epochsDone() - state.bestEpoch() >= patience;
  }
}
