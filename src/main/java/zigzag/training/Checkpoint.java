package zigzag.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ContentChecksum;
import zigzag.archive.Json;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.archive.run.EpochMetrics;

/**
 * A training's state as {@code checkpoint.safetensors} holds it, with what it belongs to.
 *
 * @param state the state
 * @param config the content of the run's {@code config.json}
 * @param stepsBytes the length of {@code steps.csv} at this moment; what comes after is cut off
 *     when the training goes on from here
 * @param seconds what it took to come here, in all sessions together
 * @param resumed whether there was more than one
 */
public record Checkpoint(
    TrainingState state, String config, long stepsBytes, double seconds, boolean resumed) {
  private static final String AVERAGE = "averaged_parameters";
  private static final String FORMAT = "zigzag-checkpoint-2";

  /** Without a checksum, and otherwise the same. */
  private static final String EARLIER_FORMAT = "zigzag-checkpoint-1";

  /** Everything of the state but its arrays. */
  private record Progress(
      long step,
      int batchesDone,
      TrainingState.EpochSums sums,
      int bestEpoch,
      List<EpochMetrics> history,
      long stepsBytes,
      double seconds,
      boolean resumed) {}

  /** Writes the file atomically; what was there stays beside it as the checkpoint before. */
  public void write(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("parameters", Tensor.vector(state.parameters));
    tensors.put("best_parameters", Tensor.vector(state.bestParameters));
    if (state.isAveraged()) {
      tensors.put(AVERAGE, Tensor.vector(state.averagedParameters));
    }
    for (int i = 0; i < state.slots.length; i++) {
      tensors.put("slot_" + i, Tensor.vector(state.slots[i]));
    }
    Progress progress =
        new Progress(
            state.step,
            state.batchesDone,
            state.sums,
            state.bestEpoch,
            state.history,
            stepsBytes,
            seconds,
            resumed);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("config", config);
    metadata.put("progress", Json.MAPPER.writeValueAsString(progress));
    metadata.put(ContentChecksum.NAME, ContentChecksum.of(new Safetensors(tensors, metadata)));
    AtomicFile.replace(
        file, CheckpointFolder.previous(file), new Safetensors(tensors, metadata)::writeTo);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if the file is no whole checkpoint
   * @throws IOException if it can't be read
   */
  public static Checkpoint read(Path file) throws IOException {
    Safetensors content = Safetensors.read(file);
    requireWhole(content, file);
    Map<String, Tensor> tensors = content.tensors();
    Tensor parameters = tensors.get("parameters");
    Tensor best = tensors.get("best_parameters");
    Tensor average = tensors.get(AVERAGE);
    int slotCount = tensors.size() - (average == null ? 2 : 3);
    if (!FORMAT.equals(content.metadata().get("format")) || parameters == null || best == null) {
      throw noCheckpoint(file, "it is another kind of file");
    }
    int length = parameters.values().length;
    // before the state takes memory for as many slots
    for (Tensor tensor : tensors.values()) {
      if (tensor.values().length != length) {
        throw noCheckpoint(file, "its arrays differ in length");
      }
    }
    TrainingState state = new TrainingState(parameters.values(), slotCount, average != null);
    if (average != null) {
      System.arraycopy(average.values(), 0, state.averagedParameters, 0, length);
    }
    System.arraycopy(best.values(), 0, state.bestParameters, 0, length);
    for (int i = 0; i < slotCount; i++) {
      Tensor slot = tensors.get("slot_" + i);
      if (slot == null) {
        throw noCheckpoint(file, "it has an array that is neither parameters nor slot");
      }
      System.arraycopy(slot.values(), 0, state.slots[i], 0, length);
    }
    Progress progress = progress(content, file);
    state.step = progress.step();
    state.batchesDone = progress.batchesDone();
    state.sums = progress.sums();
    state.bestEpoch = progress.bestEpoch();
    state.history.addAll(progress.history());
    return new Checkpoint(
        state,
        content.metadata().getOrDefault("config", "{}"),
        progress.stepsBytes(),
        progress.seconds(),
        progress.resumed());
  }

  private static void requireWhole(Safetensors content, Path file) {
    if (EARLIER_FORMAT.equals(content.metadata().get("format"))) {
      throw noCheckpoint(file, "an earlier version of the program wrote it, without a checksum");
    }
    String checksum = content.metadata().get(ContentChecksum.NAME);
    if (checksum == null) {
      throw noCheckpoint(file, "it has no checksum");
    }
    if (!checksum.equals(ContentChecksum.of(content))) {
      throw noCheckpoint(file, "it is damaged, for its checksum differs");
    }
  }

  private static Progress progress(Safetensors content, Path file) {
    try {
      Progress progress =
          Json.MAPPER.readValue(content.metadata().getOrDefault("progress", ""), Progress.class);
      if (progress == null
          || progress.sums() == null
          || progress.history() == null
          || progress.step() < 0
          || progress.batchesDone() < 0
          || progress.stepsBytes() < 0
          || !(progress.seconds() >= 0)
          || progress.bestEpoch() < 0
          || progress.bestEpoch() >= progress.history().size()
          || !isHistory(progress.history(), progress.step())) {
        throw noCheckpoint(file, "its progress contradicts itself");
      }
      return progress;
    } catch (JsonProcessingException e) {
      throw noCheckpoint(file, "its progress can't be read: " + e.getOriginalMessage());
    }
  }

  /** Whether these are the epochs from 0 on, all of them with validation figures or none. */
  private static boolean isHistory(List<EpochMetrics> history, long step) {
    long before = 0;
    for (int epoch = 0; epoch < history.size(); epoch++) {
      EpochMetrics metrics = history.get(epoch);
      if (metrics == null
          || metrics.epoch() != epoch
          || metrics.step() < before
          || metrics.step() > step
          || (metrics.validationLoss() == null) != (history.get(0).validationLoss() == null)
          || (metrics.validationAccuracy() == null) != (metrics.validationLoss() == null)) {
        return false;
      }
      before = metrics.step();
    }
    return true;
  }

  private static InputException noCheckpoint(Path file, String what) {
    return new InputException(
        file + " is no checkpoint to resume from: " + what + "; train anew with --overwrite");
  }
}
