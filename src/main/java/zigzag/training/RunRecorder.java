package zigzag.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import zigzag.AtomicFile;
import zigzag.InputException;

/**
 * Records a training in its run folder: {@code config.json}, {@code steps.csv}, {@code metrics.csv}
 * and {@code checkpoint.safetensors}.
 *
 * <p>{@code steps.csv} grows as the training goes; every other file is replaced as a whole. A
 * checkpoint knows how long {@code steps.csv} was, so whatever was written after it is cut off when
 * the run is resumed.
 */
public final class RunRecorder implements TrainingListener, AutoCloseable {
  /** The checkpoint's name in a run folder. */
  public static final String CHECKPOINT = "checkpoint.safetensors";

  private static final String STEPS_HEADER = "step,loss\n";

  private final Path folder;
  private final String config;
  private final int checkpointEvery;
  private final FileChannel stepsFile;
  private final OutputStream steps;
  private long checkpointedStep = -1;

  private RunRecorder(Path folder, String config, int checkpointEvery, long stepsBytes)
      throws IOException {
    this.folder = folder;
    this.config = config;
    this.checkpointEvery = checkpointEvery;
    Files.createDirectories(folder);
    Path file = folder.resolve("steps.csv");
    stepsFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (stepsFile.size() < stepsBytes) {
      stepsFile.close();
      throw new InputException(
          file + " is shorter than its checkpoint knows; train anew with --overwrite");
    }
    AtomicFile.write(folder.resolve("config.json"), config);
    stepsFile.truncate(stepsBytes).position(stepsBytes);
    steps = new BufferedOutputStream(Channels.newOutputStream(stepsFile), 1 << 16);
  }

  /** Starts a run in a folder that is there and empty, or whose files are to be replaced. */
  static RunRecorder begin(Path folder, ObjectNode config, int checkpointEvery) throws IOException {
    RunRecorder recorder =
        new RunRecorder(folder, config.toPrettyString() + "\n", checkpointEvery, 0);
    recorder.steps.write(STEPS_HEADER.getBytes(StandardCharsets.US_ASCII));
    return recorder;
  }

  /**
   * Goes on with a run from its checkpoint.
   *
   * @throws InputException if {@code steps.csv} is shorter than it was at the checkpoint
   */
  static RunRecorder resume(
      Path folder, ObjectNode config, int checkpointEvery, Checkpoint checkpoint)
      throws IOException {
    return new RunRecorder(
        folder, config.toPrettyString() + "\n", checkpointEvery, checkpoint.stepsBytes());
  }

  @Override
  public void step(TrainingState state, double loss) throws IOException {
    String line = state.step() + "," + Float.toString((float) loss) + "\n";
    steps.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
    StringBuilder rows = new StringBuilder(EpochMetrics.CSV_HEADER).append('\n');
    state.history().forEach(row -> rows.append(row.csvRow()).append('\n'));
    AtomicFile.write(folder.resolve("metrics.csv"), rows.toString());
    if (metrics.epoch() % checkpointEvery == 0) {
      checkpoint(state);
    }
  }

  @Override
  public void interrupted(TrainingState state) throws IOException {
    checkpoint(state);
  }

  /** Makes the state the one to resume from, unless it is already. */
  void checkpoint(TrainingState state) throws IOException {
    if (state.step() != checkpointedStep) {
      steps.flush();
      stepsFile.force(false);
      new Checkpoint(state, config, stepsFile.position()).write(folder.resolve(CHECKPOINT));
      checkpointedStep = state.step();
    }
  }

  @Override
  public void close() throws IOException {
    steps.close();
  }
}
