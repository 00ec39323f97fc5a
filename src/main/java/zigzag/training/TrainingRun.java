package zigzag.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.commons.statistics.descriptive.Median;
import zigzag.Folders;
import zigzag.RegularFile;
import zigzag.Sha256;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.archive.run.Symptom;
import zigzag.archive.run.TrainingOutcome;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Symptoms;
import zigzag.training.settings.Processor;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Validation.Keep;

/**
 * One training from its settings to its run folder: trains, reads the test set once, and writes the
 * model, the summary and the confusion matrix.
 */
public record TrainingRun(
    TrainingSettings settings, DataSplit data, RunConfig config, Path folder) {
  public TrainingRun {
    config = config.on(Processor.name());
  }

  /**
   * What came of a run.
   *
   * @param test the kept parameters' figures on the test data; empty unless it ran to its end
   * @param symptoms why it did not learn, if it did not
   * @param summary its {@code summary.json}; empty if it was interrupted
   */
  public record Result(
      TrainingOutcome outcome,
      TrainingState state,
      Optional<Evaluation> test,
      List<Symptom> symptoms,
      Optional<RunSummary> summary) {}

  /** Checks that it can start, before an earlier run is deleted for it. */
  public void requireStart() {
    try (Trainer trainer = new Trainer(settings, data)) {
      trainer.requireFits(trainer.initialState());
    }
  }

  /**
   * Trains, from the start or from a checkpoint.
   *
   * @param checkpoint where to go on from; empty to start
   * @param listeners told of every step and epoch, after the folder's own files
   * @param stop asked after every step
   */
  public Result train(
      Optional<Checkpoint> checkpoint, List<TrainingListener> listeners, BooleanSupplier stop)
      throws IOException {
    return steer(checkpoint, listeners, stop::getAsBoolean);
  }

  /** The same for somebody who steers it: what is changed is in the folder before it counts. */
  public Result steer(
      Optional<Checkpoint> checkpoint, List<TrainingListener> listeners, TrainingControl control)
      throws IOException {
    try (Trainer trainer = new Trainer(settings, data)) {
      TrainingState state =
          checkpoint.isPresent() ? checkpoint.get().state() : trainer.initialState();
      // before the recorder touches the folder
      trainer.requireFits(state);
      try (Recorder recorder = new Recorder(checkpoint)) {
        // An earlier end's results would outlive an interruption of this run.
        for (String file : RunFiles.RESULTS) {
          Files.deleteIfExists(folder.resolve(file));
        }
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.add(0, recorder);
        Result result = train(trainer, state, all, recorder, control);
        for (TrainingListener listener : listeners) {
          listener.ended();
        }
        return result;
      }
    }
  }

  private Result train(
      Trainer trainer,
      TrainingState state,
      List<TrainingListener> listeners,
      Recorder recorder,
      TrainingControl control)
      throws IOException {
    TrainingOutcome outcome =
        trainer.train(state, listeners, () -> recorder.ends(trainer, state, control));
    if (outcome == TrainingOutcome.INTERRUPTED) {
      recorder.checkpoint(state);
      if (!control.isKept()) {
        return new Result(outcome, state, Optional.empty(), List.of(), Optional.empty());
      }
      outcome = TrainingOutcome.STOPPED;
      if (state.batchesDone > 0) {
        trainer.finishEpoch(state, listeners);
      }
    }
    return conclude(outcome, state, trainer, recorder);
  }

  private Result conclude(
      TrainingOutcome ended, TrainingState state, Trainer trainer, Recorder recorder)
      throws IOException {
    boolean best = settings.validation().keep() == Keep.BEST;
    float[] kept = best ? state.bestParameters : state.averagedParameters;
    Optional<Evaluation> test =
        Optional.of(ended)
            .filter(end -> end != TrainingOutcome.DIVERGED)
            .map(end -> trainer.test(kept))
            .filter(found -> Double.isFinite(found.loss()));
    TrainingOutcome outcome = test.isPresent() ? ended : TrainingOutcome.DIVERGED;
    List<Symptom> symptoms;
    String modelSum = null;
    if (test.isPresent()) {
      recorder.checkpoint(state);
      modelSum = writeResults(recorder.written, trainer.layout(), kept, test.get());
      symptoms = trainer.symptoms(state, kept, test.get());
    } else {
      symptoms = List.of(Symptoms.ofDivergence(settings, state.step() + 1));
    }
    recorder.steps.flush();
    RunSummary summary =
        new RunSummary(
            data.train().name(),
            test.map(Evaluation::accuracy).orElse(null),
            test.map(Evaluation::loss).orElse(null),
            state.bestEpoch(),
            best && data.validation().length > 0 ? RunSummary.BEST : RunSummary.LAST,
            state.epochsDone(),
            state.step(),
            recorder.seconds(),
            medianSecondsPerEpoch(state),
            outcome == TrainingOutcome.DIVERGED,
            outcome,
            recorder.resumed(state),
            modelSum,
            symptoms,
            config.command().orElse(null),
            recorder.written.settings(),
            // The summary is for others; where the data lay on this machine stays in config.json.
            config.data().deepCopy().without("folder"),
            config.versions(),
            test.isPresent() ? trainer.layout().widths() : null,
            RunSummary.files(folder),
            List.of());
    summary.write(folder);
    return new Result(outcome, state, test, symptoms, Optional.of(summary));
  }

  /** Writes the model and its confusion matrix, and tells the model's sum. */
  private String writeResults(RunConfig written, Layout layout, float[] kept, Evaluation test)
      throws IOException {
    // The last moment: nothing has been claimed of the data yet.
    data.train().pixels().requireUnchanged();
    data.test().pixels().requireUnchanged();
    Path modelFile = folder.resolve(RunFiles.MODEL);
    // What made it, without what doesn't change it: the same training gives the same bytes.
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("dataset", data.train().name());
    metadata.put("data_sha256", config.data().path("sha256").toString());
    metadata.put("settings", SettingsJson.decisive(written.settings()));
    metadata.put("versions", config.versions().toString());
    new Model(
            layout,
            settings.architecture().activation(),
            data.train().rows(),
            data.train().columns(),
            kept,
            metadata)
        .write(modelFile);
    test.confusion().write(folder);
    return Sha256.of(RegularFile.bytes(modelFile));
  }

  /** The median over the epochs of the time spent in their steps; null before the first is over. */
  private static Double medianSecondsPerEpoch(TrainingState state) {
    double[] seconds =
        state.history().stream()
            .filter(epoch -> epoch.seconds() != null)
            .mapToDouble(EpochMetrics::seconds)
            .toArray();
    return seconds.length == 0 ? null : Median.withDefaults().evaluate(seconds);
  }

  /** Writes the loss of every step, the metrics of every epoch, and checkpoints as they come. */
  private final class Recorder implements TrainingListener, AutoCloseable {
    private final Optional<Checkpoint> from;
    private final StepLosses steps;
    private final long start = System.nanoTime();
    private final long fromStep;
    private long checkpointedStep = -1;

    /** What stands in the folder: the run's, and what was made of its learning rate. */
    private RunConfig written = config;

    /**
     * Starts in a folder that is there and empty, or whose files are to be replaced; or goes on
     * from a checkpoint.
     *
     * @throws zigzag.InputException if {@code steps.csv} is shorter than it was at the checkpoint
     */
    Recorder(Optional<Checkpoint> from) throws IOException {
      this.from = from;
      Folders.make(folder);
      fromStep = from.isPresent() ? from.get().state().step : 0;
      steps =
          from.isPresent()
              ? StepLosses.resume(folder, from.get().stepsBytes())
              : StepLosses.begin(folder);
      config.write(folder);
      if (from.isPresent()) {
        // It may be of a later epoch than a checkpoint that had to stand in for a damaged one.
        EpochMetrics.write(folder, from.get().state().history);
      }
    }

    /** Asks whether to end here, and carries out what is to be changed if not. */
    boolean ends(Trainer trainer, TrainingState state, TrainingControl control) {
      while (!control.getAsBoolean()) {
        OptionalDouble rate = control.learningRate();
        if (rate.isEmpty()) {
          return false;
        }
        change(trainer, state, rate.getAsDouble());
      }
      return true;
    }

    /** The checkpoint first: a file that tells of more than it would be overwritten from it. */
    private void change(Trainer trainer, TrainingState state, double learningRate) {
      trainer.changeLearningRate(state, learningRate);
      written = written.with(SettingsJson.write(trainer.settings()));
      checkpointedStep = -1;
      try {
        checkpoint(state);
        written.write(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void step(TrainingState state, double loss) throws IOException {
      steps.add(state.step, loss);
    }

    @Override
    public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
      EpochMetrics.write(folder, state.history);
      if (metrics.epoch() % settings.execution().checkpointEvery() == 0) {
        checkpoint(state);
      }
    }

    /** What the run has taken so far, in the sessions before this one, too. */
    double seconds() {
      return from.map(Checkpoint::seconds).orElse(0.0) + (System.nanoTime() - start) / 1e9;
    }

    /** Whether it was interrupted and went on, now or before. */
    boolean resumed(TrainingState state) {
      return from.isPresent() && (from.get().resumed() || state.step > fromStep);
    }

    /** Makes the state the one to resume from, unless it is already. */
    void checkpoint(TrainingState state) throws IOException {
      if (state.step != checkpointedStep) {
        new Checkpoint(state, written.text(), steps.force(), seconds(), resumed(state))
            .write(folder.resolve(RunFiles.CHECKPOINT));
        checkpointedStep = state.step;
      }
    }

    @Override
    public void close() throws IOException {
      steps.close();
    }
  }
}
