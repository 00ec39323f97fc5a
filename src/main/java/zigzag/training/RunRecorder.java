package zigzag.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.StepLosses;

/**
 * Records a training in its run folder as it goes: its settings, the loss of every step, the
 * metrics of every epoch and checkpoints.
 */
final class RunRecorder implements TrainingListener, AutoCloseable {
  private final Path folder;
  private final RunConfig config;
  private final int checkpointEvery;
  private final Optional<Checkpoint> from;
  private final StepLosses steps;
  private final long start = System.nanoTime();
  private final long fromStep;
  private long checkpointedStep = -1;

  /**
   * Starts a run in a folder that is there and empty, or whose files are to be replaced; or goes on
   * with a run from its checkpoint.
   *
   * @throws InputException if {@code steps.csv} is shorter than it was at the checkpoint
   */
  RunRecorder(Path folder, RunConfig config, int checkpointEvery, Optional<Checkpoint> from)
      throws IOException {
    this.folder = Folders.make(folder);
    this.config = config;
    this.checkpointEvery = checkpointEvery;
    this.from = from;
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

  @Override
  public void step(TrainingState state, double loss) throws IOException {
    steps.add(state.step(), loss);
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
    EpochMetrics.write(folder, state.history());
    if (metrics.epoch() % checkpointEvery == 0) {
      checkpoint(state);
    }
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
      new Checkpoint(state, config.text(), steps.force(), seconds(), resumed(state))
          .write(folder.resolve(RunFiles.CHECKPOINT));
      checkpointedStep = state.step();
    }
  }

  /** Writes the steps that are still held back. */
  void flush() throws IOException {
    steps.flush();
  }

  @Override
  public void close() throws IOException {
    steps.close();
  }
}
