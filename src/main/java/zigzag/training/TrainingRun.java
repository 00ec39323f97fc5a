package zigzag.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.commons.statistics.descriptive.Median;
import zigzag.RegularFile;
import zigzag.Sha256;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.Symptom;
import zigzag.archive.run.TrainingOutcome;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Symptoms;
import zigzag.training.settings.Keep;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/**
 * One training from its settings to its run folder: trains, reads the test set once, and writes the
 * model, the summary and the confusion matrix.
 *
 * @param settings how to train
 * @param data what to train on
 * @param config its {@code config.json}
 * @param folder the run folder
 */
public record TrainingRun(
    TrainingSettings settings, DataSplit data, RunConfig config, Path folder) {
  /**
   * What came of a run.
   *
   * @param outcome how it ended
   * @param state where it ended
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

  /** Leaves its settings in its folder, so that it can be resumed whenever it is stopped. */
  public void announce() throws IOException {
    config.write(folder);
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
    try (Trainer trainer = new Trainer(settings, data)) {
      TrainingState state =
          checkpoint.isPresent() ? checkpoint.get().state() : trainer.initialState();
      // before the recorder touches the folder
      trainer.requireFits(state);
      return train(trainer, state, checkpoint, listeners, stop);
    }
  }

  private Result train(
      Trainer trainer,
      TrainingState state,
      Optional<Checkpoint> checkpoint,
      List<TrainingListener> listeners,
      BooleanSupplier stop)
      throws IOException {
    try (RunRecorder recorder =
        new RunRecorder(folder, config, settings.execution().checkpointEvery(), checkpoint)) {
      // An earlier end's results would outlive an interruption of this run.
      for (String file : RunFiles.RESULTS) {
        Files.deleteIfExists(folder.resolve(file));
      }
      List<TrainingListener> all = new ArrayList<>(listeners);
      all.add(0, recorder);
      TrainingOutcome outcome = trainer.train(state, all, stop);
      if (outcome == TrainingOutcome.INTERRUPTED) {
        return new Result(outcome, state, Optional.empty(), List.of(), Optional.empty());
      }
      float[] kept =
          settings.validation().keep() == Keep.BEST
              ? state.bestParameters()
              : state.averagedParameters();
      Optional<Evaluation> test = Optional.empty();
      if (outcome != TrainingOutcome.DIVERGED) {
        test = Optional.of(trainer.test(kept)).filter(found -> Double.isFinite(found.loss()));
        outcome = test.isPresent() ? outcome : TrainingOutcome.DIVERGED;
      }
      List<Symptom> symptoms;
      String modelSum = null;
      if (test.isPresent()) {
        recorder.checkpoint(state);
        modelSum = writeResults(trainer.layout(), kept, test.get());
        symptoms = trainer.symptoms(state, kept, test.get());
      } else {
        symptoms = List.of(Symptoms.ofDivergence(settings, state.step() + 1));
      }
      recorder.flush();
      RunSummary summary =
          summary(trainer.layout(), outcome, state, recorder, test, modelSum, symptoms);
      summary.write(folder);
      return new Result(outcome, state, test, symptoms, Optional.of(summary));
    }
  }

  /** Writes the model and its confusion matrix, and tells the model's sum. */
  private String writeResults(Layout layout, float[] kept, Evaluation test) throws IOException {
    // The last moment: nothing has been claimed of the data yet.
    data.train().requireUnchanged();
    data.test().requireUnchanged();
    Path modelFile = folder.resolve(RunFiles.MODEL);
    new Model(
            layout,
            settings.architecture().activation(),
            data.train().rows(),
            data.train().columns(),
            kept,
            modelMetadata())
        .write(modelFile);
    test.confusion().write(folder);
    return Sha256.of(RegularFile.bytes(modelFile));
  }

  /**
   * What made the model, without what doesn't change it: the same training gives the same bytes.
   */
  private Map<String, String> modelMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("dataset", data.train().name());
    metadata.put("data_sha256", config.data().path("sha256").toString());
    metadata.put("settings", SettingsJson.decisive(config.settings()));
    metadata.put("versions", config.versions().toString());
    return metadata;
  }

  private RunSummary summary(
      Layout layout,
      TrainingOutcome outcome,
      TrainingState state,
      RunRecorder recorder,
      Optional<Evaluation> test,
      String modelSum,
      List<Symptom> symptoms)
      throws IOException {
    boolean keptBest = data.validation().length > 0 && settings.validation().keep() == Keep.BEST;
    // The summary is for others; where the data lay on this machine stays in config.json.
    ObjectNode origin = config.data().deepCopy().without("folder");
    return new RunSummary(
        data.train().name(),
        test.map(Evaluation::accuracy).orElse(null),
        test.map(Evaluation::loss).orElse(null),
        state.bestEpoch(),
        keptBest ? RunSummary.BEST : RunSummary.LAST,
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
        config.settings(),
        origin,
        config.versions(),
        test.isPresent() ? layout.widths() : null,
        RunSummary.files(folder),
        List.of());
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
}
