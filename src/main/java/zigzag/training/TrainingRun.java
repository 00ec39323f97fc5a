package zigzag.training;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import zigzag.RegularFile;
import zigzag.Sha256;
import zigzag.archive.AtomicFile;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Symptom;
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
 * @param config the content of {@code config.json}
 * @param folder the run folder
 */
public record TrainingRun(
    TrainingSettings settings, DataSplit data, ObjectNode config, Path folder) {
  /** What stands in a run folder from the first step on. */
  public static final List<String> RECORD =
      List.of(
          RunRecorder.CONFIG,
          "metrics.csv",
          "steps.csv",
          RunRecorder.CHECKPOINT,
          CheckpointFolder.PREVIOUS);

  /** What comes into it at the end, the report's files included. */
  public static final List<String> RESULTS =
      List.of(
          "summary.json",
          "model.safetensors",
          "confusion.csv",
          "units.png",
          "examples.csv",
          "examples.png",
          "loss.svg",
          "accuracy.svg",
          "confusion.svg",
          "report.html");

  /** Whose sums are in the summary, so that it can't be taken for another run's. */
  private static final List<String> TABLES = List.of("metrics.csv", "steps.csv", "confusion.csv");

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What came of a run.
   *
   * @param outcome how it ended
   * @param state where it ended
   * @param test the kept parameters' figures on the test data; empty unless it ran to its end
   * @param symptoms why it did not learn, if it did not
   * @param summary the content of {@code summary.json}; empty if it was interrupted
   */
  public record Result(
      TrainingOutcome outcome,
      TrainingState state,
      Optional<Evaluation> test,
      List<Symptom> symptoms,
      Optional<ObjectNode> summary) {}

  /** Checks that it can start, before an earlier run is deleted for it. */
  public void requireStart() {
    try (Trainer trainer = new Trainer(settings, data)) {
      trainer.requireFits(trainer.initialState());
    }
  }

  /** Leaves its settings in its folder, so that it can be resumed whenever it is stopped. */
  public void announce() throws IOException {
    AtomicFile.write(folder.resolve(RunRecorder.CONFIG), RunRecorder.text(config));
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
    try (RunRecorder recorder = recorder(checkpoint)) {
      // An earlier end's results would outlive an interruption of this run.
      for (String file : RESULTS) {
        Files.deleteIfExists(folder.resolve(file));
      }
      List<TrainingListener> all = new ArrayList<>(listeners);
      all.add(0, recorder);
      TrainingOutcome outcome = trainer.train(state, all, stop);
      if (outcome == TrainingOutcome.INTERRUPTED) {
        return new Result(outcome, state, Optional.empty(), List.of(), Optional.empty());
      }
      float[] kept =
          settings.keep() == Keep.BEST ? state.bestParameters() : state.averagedParameters();
      Optional<Evaluation> test = Optional.empty();
      if (outcome != TrainingOutcome.DIVERGED) {
        test = Optional.of(trainer.test(kept)).filter(found -> Double.isFinite(found.loss()));
        outcome = test.isPresent() ? outcome : TrainingOutcome.DIVERGED;
      }
      ObjectNode summary = summary(outcome, state, recorder.resumed(state));
      List<Symptom> symptoms;
      if (test.isPresent()) {
        recorder.checkpoint(state);
        write(trainer.layout(), kept, test.get(), summary);
        symptoms = trainer.symptoms(state, kept, test.get());
      } else {
        symptoms = List.of(Symptoms.ofDivergence(settings, state.step() + 1));
      }
      symptoms.forEach(symptom -> summary.withArray("diagnosis").add(symptom.toJson()));
      recorder.flush();
      for (String table : TABLES) {
        Path file = folder.resolve(table);
        if (Files.exists(file)) {
          summary.withObject("/files").put(table, Sha256.of(file));
        }
      }
      summary.put("seconds", recorder.seconds());
      AtomicFile.write(folder.resolve("summary.json"), summary.toPrettyString() + "\n");
      return new Result(outcome, state, test, symptoms, Optional.of(summary));
    }
  }

  private RunRecorder recorder(Optional<Checkpoint> checkpoint) throws IOException {
    return checkpoint.isPresent()
        ? RunRecorder.resume(folder, config, settings.checkpointEvery(), checkpoint.get())
        : RunRecorder.begin(folder, config, settings.checkpointEvery());
  }

  /** Writes the model, its figures on the test data and its confusion matrix. */
  private void write(Layout layout, float[] kept, Evaluation test, ObjectNode summary)
      throws IOException {
    // The last moment: nothing has been claimed of the data yet.
    data.train().requireUnchanged();
    data.test().requireUnchanged();
    summary.put("network", layout.inputs() + "-" + layout.hidden() + "-" + layout.classes());
    summary.put("test_accuracy", test.accuracy());
    summary.put("test_loss", test.loss());
    Path modelFile = folder.resolve("model.safetensors");
    new Model(
            layout,
            settings.activation(),
            data.train().rows(),
            data.train().columns(),
            kept,
            modelMetadata())
        .write(modelFile);
    summary.put("model_sha256", Sha256.of(RegularFile.bytes(modelFile)));
    AtomicFile.write(folder.resolve("confusion.csv"), confusionCsv(test.confusion()));
  }

  /**
   * What made the model, without what doesn't change it: the same training gives the same bytes.
   */
  private Map<String, String> modelMetadata() {
    ObjectNode stored = SettingsJson.write(settings);
    stored.remove(List.of("threads", "checkpoint-every"));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("dataset", data.train().name());
    metadata.put("data_sha256", config.path("data").path("sha256").toString());
    metadata.put("settings", stored.toString());
    metadata.put("versions", config.path("versions").toString());
    return metadata;
  }

  private ObjectNode summary(TrainingOutcome outcome, TrainingState state, boolean resumed) {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("dataset", data.train().name());
    summary.putNull("test_accuracy");
    summary.putNull("test_loss");
    summary.put("best_epoch", state.bestEpoch());
    summary.put("kept", data.validation().length == 0 ? "last" : settings.keep().label());
    summary.put("epochs", state.epochsDone());
    summary.put("steps", state.step());
    summary.putNull("seconds");
    summary.put("seconds_per_epoch", medianSecondsPerEpoch(state));
    summary.put("diverged", outcome == TrainingOutcome.DIVERGED);
    summary.put("stopped", outcome.label());
    summary.put("resumed", resumed);
    summary.putNull("model_sha256");
    summary.putArray("diagnosis");
    // All that it takes to repeat the run.
    summary.set("command", config.path("command"));
    summary.set("settings", SettingsJson.write(settings));
    summary.set("data", config.path("data").deepCopy());
    if (summary.get("data") instanceof ObjectNode origin) {
      // The summary is for others; where the data lay on this machine stays in config.json.
      origin.remove("folder");
    }
    summary.set("versions", config.path("versions"));
    return summary;
  }

  /** The median over the epochs of the time spent in their steps; null before the first is over. */
  private static Double medianSecondsPerEpoch(TrainingState state) {
    double[] seconds =
        state.history().stream()
            .filter(epoch -> epoch.seconds() != null)
            .mapToDouble(EpochMetrics::seconds)
            .sorted()
            .toArray();
    if (seconds.length == 0) {
      return null;
    }
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  private static String confusionCsv(int[][] counts) {
    StringBuilder csv = new StringBuilder("true\\predicted");
    for (int column = 0; column < counts.length; column++) {
      csv.append(',').append(column);
    }
    for (int row = 0; row < counts.length; row++) {
      csv.append('\n').append(row);
      for (int count : counts[row]) {
        csv.append(',').append(count);
      }
    }
    return csv.append('\n').toString();
  }
}
