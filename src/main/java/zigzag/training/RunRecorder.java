package zigzag.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import zigzag.FileFault;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;

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

  /** The name of what it was started with; it is there before anything else. */
  public static final String CONFIG = "config.json";

  private static final String STEPS_HEADER = "step,loss\n";

  private final Path folder;
  private final Path stepsPath;
  private final String config;
  private final int checkpointEvery;
  private final FileChannel stepsFile;
  private final OutputStream steps;
  private final long start = System.nanoTime();
  private Optional<Checkpoint> from = Optional.empty();
  private long fromStep;
  private long checkpointedStep = -1;

  private RunRecorder(Path folder, String config, int checkpointEvery, long stepsBytes)
      throws IOException {
    this.folder = folder;
    this.config = config;
    this.checkpointEvery = checkpointEvery;
    Folders.make(folder);
    stepsPath = folder.resolve("steps.csv");
    stepsFile = RegularFile.channel(stepsPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (stepsFile.size() < stepsBytes) {
      stepsFile.close();
      throw new InputException(
          stepsPath + " is shorter than its checkpoint knows; train anew with --overwrite");
    }
    AtomicFile.write(folder.resolve(CONFIG), config);
    stepsFile.truncate(stepsBytes).position(stepsBytes);
    steps = new BufferedOutputStream(Channels.newOutputStream(stepsFile), 1 << 16);
  }

  /** Starts a run in a folder that is there and empty, or whose files are to be replaced. */
  static RunRecorder begin(Path folder, ObjectNode config, int checkpointEvery) throws IOException {
    RunRecorder recorder = new RunRecorder(folder, text(config), checkpointEvery, 0);
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
    RunRecorder recorder =
        new RunRecorder(folder, text(config), checkpointEvery, checkpoint.stepsBytes());
    recorder.from = Optional.of(checkpoint);
    recorder.fromStep = checkpoint.state().step();
    // It may be of a later epoch than a checkpoint that had to stand in for a damaged one.
    if (!checkpoint.state().history().isEmpty()) {
      recorder.writeMetrics(checkpoint.state());
    }
    return recorder;
  }

  /** The content of {@code config.json}. */
  static String text(ObjectNode config) {
    return config.toPrettyString() + "\n";
  }

  @Override
  public void step(TrainingState state, double loss) throws IOException {
    String line = state.step() + "," + Float.toString((float) loss) + "\n";
    try {
      steps.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
    writeMetrics(state);
    if (metrics.epoch() % checkpointEvery == 0) {
      checkpoint(state);
    }
  }

  private void writeMetrics(TrainingState state) throws IOException {
    StringBuilder rows = new StringBuilder(EpochMetrics.CSV_HEADER).append('\n');
    state.history().forEach(row -> rows.append(row.csvRow()).append('\n'));
    AtomicFile.write(folder.resolve("metrics.csv"), rows.toString());
  }

  @Override
  public void interrupted(TrainingState state) throws IOException {
    checkpoint(state);
  }

  /** What the run has taken so far, in the sessions before this one, too. */
  double seconds() {
    return from.map(Checkpoint::seconds).orElse(0.0) + (System.nanoTime() - start) / 1e9;
  }

  /** Whether it was interrupted and went on, now or before. */
  boolean resumed(TrainingState state) {
    return from.isPresent() && (from.get().resumed() || state.step() > fromStep);
  }

  /** Makes the state the one to resume from, unless it is already. */
  void checkpoint(TrainingState state) throws IOException {
    if (state.step() != checkpointedStep) {
      try {
        steps.flush();
        stepsFile.force(false);
      } catch (IOException e) {
        throw unwritten(e);
      }
      new Checkpoint(state, config, stepsFile.position(), seconds(), resumed(state))
          .write(folder.resolve(CHECKPOINT));
      checkpointedStep = state.step();
    }
  }

  /** Writes the steps that are still held back, so that their file is whole. */
  void flush() throws IOException {
    try {
      steps.flush();
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** The exception of a full disk names no file. */
  private IOException unwritten(IOException e) {
    return new IOException(stepsPath + ": " + FileFault.reason(e), e);
  }

  @Override
  public void close() throws IOException {
    steps.close();
  }
}
