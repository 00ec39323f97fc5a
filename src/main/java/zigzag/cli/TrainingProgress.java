package zigzag.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import zigzag.training.EpochMetrics;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingState;

/**
 * Shows a training as it goes: a line per epoch and, on a terminal, a bar for the one in progress.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLISECONDS = 200;

  private final Messages messages;
  private final int epochs;
  private final int batch;
  private final int examplesPerEpoch;
  private ProgressBar bar;
  private double smoothedLoss;
  private long epochStart;
  private int batchesBefore;

  TrainingProgress(Messages messages, int epochs, int batch, int examplesPerEpoch) {
    this.messages = messages;
    this.epochs = epochs;
    this.batch = batch;
    this.examplesPerEpoch = examplesPerEpoch;
  }

  @Override
  public void step(TrainingState state, double loss) {
    if (!Messages.onTerminal() || messages.isQuiet()) {
      return;
    }
    if (bar == null) {
      smoothedLoss = loss;
      epochStart = System.nanoTime();
      batchesBefore = state.batchesDone() - 1;
      bar =
          new ProgressBarBuilder()
              .setTaskName("epoch " + (state.epochsDone() + 1) + "/" + epochs)
              .setInitialMax(examplesPerEpoch)
              .setUnit("", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, Messages.terminalColumns()))
              .clearDisplayOnFinish()
              .build();
    }
    smoothedLoss += (loss - smoothedLoss) / 20;
    bar.stepTo(Math.min((long) state.batchesDone() * batch, examplesPerEpoch));
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            "  loss %.4f  %,.0f examples/s",
            smoothedLoss,
            (state.batchesDone() - batchesBefore) * (double) batch / seconds));
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) {
    clear();
    messages.say(line(metrics));
  }

  @Override
  public void interrupted(TrainingState state) {
    clear();
  }

  private String line(EpochMetrics metrics) {
    StringBuilder line = new StringBuilder();
    int width = Integer.toString(epochs).length();
    append(line, "epoch %" + width + "d/%d", metrics.epoch(), epochs);
    if (metrics.trainLoss() == null) {
      line.append("  before training");
    } else {
      append(line, "  loss %.4f", metrics.trainLoss());
      append(line, "  accuracy %5.2f %%", 100 * metrics.trainAccuracy());
    }
    if (metrics.validationLoss() != null) {
      append(line, "  validation loss %.4f", metrics.validationLoss());
      append(line, "  accuracy %5.2f %%", 100 * metrics.validationAccuracy());
    }
    if (metrics.seconds() != null) {
      append(
          line,
          "  %.2f s  %,.0f examples/s",
          metrics.seconds(),
          examplesPerEpoch / metrics.seconds());
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String format, Object... values) {
    line.append(String.format(Locale.ROOT, format, values));
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar off the terminal. */
  void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
