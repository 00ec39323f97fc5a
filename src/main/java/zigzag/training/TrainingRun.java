package zigzag.training;

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
 */
public record TrainingRun(
    TrainingSettings settings, DataSplit data, RunConfig config, Path folder) {
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
    try (Trainer trainer = new Trainer(settings, data)) {
      TrainingState state =
          checkpoint.isPresent() ? checkpoint.get().state() : trainer.initialState();
      // before the recorder touches the folder
      trainer.requireFits(state);
      try (RunRecorder recorder =
          new RunRecorder(folder, config, settings.execution().checkpointEvery(), checkpoint)) {
        // An earlier end's results would outlive an interruption of this run.
        for (String file : RunFiles.RESULTS) {
          Files.deleteIfExists(folder.resolve(file));
        }
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.add(0, recorder);
        TrainingOutcome outcome = trainer.train(state, all, stop);
        return outcome == TrainingOutcome.INTERRUPTED
            ? new Result(outcome, state, Optional.empty(), List.of(), Optional.empty())
            : conclude(outcome, state, trainer, recorder);
      }
    }
  }

  private Result conclude(
      TrainingOutcome ended, TrainingState state, Trainer trainer, RunRecorder recorder)
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
      modelSum = writeResults(trainer.layout(), kept, test.get());
      symptoms = trainer.symptoms(state, kept, test.get());
    } else {
      symptoms = List.of(Symptoms.ofDivergence(settings, state.step() + 1));
    }
    recorder.flush();
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
            config.settings(),
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
  private String writeResults(Layout layout, float[] kept, Evaluation test) throws IOException {
    // The last moment: nothing has been claimed of the data yet.
    data.train().requireUnchanged();
    data.test().requireUnchanged();
    Path modelFile = folder.resolve(RunFiles.MODEL);
    // What made it, without what doesn't change it: the same training gives the same bytes.
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("dataset", data.train().name());
    metadata.put("data_sha256", config.data().path("sha256").toString());
    metadata.put("settings", SettingsJson.decisive(config.settings()));
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
}
