package zigzag.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.ContentChecksum;
import zigzag.archive.Json;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunFiles;

/**
 * A training's state as {@code checkpoint.safetensors} holds it, with what it belongs to.
 *
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
      boolean resumed) {
    /** Whether it can be, and has the epochs from 0 on, with validation figures or without. */
    boolean isSound() {
      return sums != null
          && history != null
          && batchesDone >= 0
          && stepsBytes >= 0
          && seconds >= 0
          && bestEpoch >= 0
          && bestEpoch < history.size()
          && IntStream.range(0, history.size()).allMatch(this::isSound);
    }

    private boolean isSound(int epoch) {
      EpochMetrics metrics = history.get(epoch);
      EpochMetrics before = history.get(Math.max(0, epoch - 1));
      return metrics != null
          && metrics.epoch() == epoch
          && metrics.step() >= (epoch == 0 ? 0 : before.step())
          && metrics.step() <= step
          && (metrics.validationLoss() == null) == (before.validationLoss() == null)
          && (metrics.validationAccuracy() == null) == (metrics.validationLoss() == null);
    }
  }

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
    AtomicFile.replace(file, previous(file), new Safetensors(tensors, metadata)::writeTo);
  }

  private static Path previous(Path newest) {
    return newest.resolveSibling(RunFiles.PREVIOUS_CHECKPOINT);
  }

  /**
   * Reads the newest checkpoint of a run folder that is whole. If that is the one before the newest
   * it takes its place, so that nothing damaged ever counts as the one before.
   *
   * @param warning told, in one line, if the newest one can't be used
   * @return empty if there is none
   * @throws InputException if there are some, and none is whole
   */
  public static Optional<Checkpoint> newest(Path folder, Consumer<String> warning)
      throws IOException {
    Path newest = folder.resolve(RunFiles.CHECKPOINT);
    boolean hasPrevious = Files.exists(previous(newest));
    // Not taken for a damaged one: the one before it would be moved over it.
    RegularFile.require(newest);
    String fault = newest + " is missing";
    if (Files.exists(newest)) {
      try {
        return Optional.of(read(newest));
      } catch (InputException e) {
        if (!hasPrevious) {
          throw e;
        }
        fault = newest + " is damaged";
      }
    } else if (!hasPrevious) {
      return Optional.empty();
    }
    Checkpoint checkpoint;
    try {
      checkpoint = read(previous(newest));
    } catch (InputException e) {
      String both = fault + ", and " + RunFiles.PREVIOUS_CHECKPOINT + " beside it is damaged";
      throw new InputException(both + "; train anew with --overwrite", e);
    }
    AtomicFile.move(previous(newest), newest);
    warning.accept(fault + "; going on from the one before it, of step " + checkpoint.state.step);
    return Optional.of(checkpoint);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if the file is no whole checkpoint
   */
  static Checkpoint read(Path file) throws IOException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = content.metadata();
    String format = metadata.get("format");
    String checksum = metadata.get(ContentChecksum.NAME);
    require(
        !EARLIER_FORMAT.equals(format),
        file,
        "an earlier version of the program wrote it, without a checksum");
    require(checksum != null, file, "it has no checksum");
    require(
        checksum.equals(ContentChecksum.of(content)),
        file,
        "it is damaged, for its checksum differs");
    Map<String, Tensor> tensors = content.tensors();
    Tensor parameters = tensors.get("parameters");
    Tensor best = tensors.get("best_parameters");
    Tensor average = tensors.getOrDefault(AVERAGE, parameters);
    require(
        FORMAT.equals(format) && parameters != null && best != null,
        file,
        "it is another kind of file");
    int length = parameters.values().length;
    require(
        tensors.values().stream().allMatch(tensor -> tensor.values().length == length),
        file,
        "its arrays differ in length");
    float[][] slots = new float[tensors.size() - (tensors.containsKey(AVERAGE) ? 3 : 2)][];
    for (int i = 0; i < slots.length; i++) {
      Tensor slot = tensors.get("slot_" + i);
      require(slot != null, file, "it has an array that is neither parameters nor slot");
      slots[i] = slot.values();
    }
    TrainingState state =
        new TrainingState(parameters.values(), slots, best.values(), average.values());
    try {
      Progress progress =
          Json.MAPPER.readValue(metadata.getOrDefault("progress", ""), Progress.class);
      require(progress != null && progress.isSound(), file, "its progress contradicts itself");
      state.step = progress.step;
      state.batchesDone = progress.batchesDone;
      state.sums = progress.sums;
      state.bestEpoch = progress.bestEpoch;
      state.history.addAll(progress.history);
      String config = metadata.getOrDefault("config", "{}");
      return new Checkpoint(state, config, progress.stepsBytes, progress.seconds, progress.resumed);
    } catch (JsonProcessingException e) {
      throw noCheckpoint(file, "its progress can't be read: " + e.getOriginalMessage());
    }
  }

  private static void require(boolean right, Path file, String fault) {
    if (!right) {
      throw noCheckpoint(file, fault);
    }
  }

  private static InputException noCheckpoint(Path file, String what) {
    return new InputException(
        file + " is no checkpoint to resume from: " + what + "; train anew with --overwrite");
  }
}
