package zigzag.cli.terminal;

import java.util.List;
import zigzag.Numerals;
import zigzag.archive.run.EpochMetrics;
import zigzag.report.text.PlainText;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingState;
import zigzag.training.settings.Loop;

/**
 * Shows a training as it goes: a line per epoch and, on a terminal, a bar for the one in progress.
 * A training of so many steps counts those instead.
 */
public final class TrainingProgress implements TrainingListener {
  private final Messages messages;
  private final ProgressBar bar;
  private final Loop loop;
  private final int examplesPerEpoch;
  private final int batch;

  /** Not a number between two epochs. */
  private double smoothedLoss = Double.NaN;

  public TrainingProgress(Messages messages, Loop loop, int examplesPerEpoch) {
    this.messages = messages;
    this.loop = loop;
    this.examplesPerEpoch = examplesPerEpoch;
    bar = messages.bar();
    batch = Math.min(loop.batch(), examplesPerEpoch);
  }

  @Override
  public void step(TrainingState state, double loss) {
    boolean counted = loop.steps() > 0;
    long total = counted ? (long) loop.steps() * batch : examplesPerEpoch;
    if (Double.isNaN(smoothedLoss)) {
      smoothedLoss = loss;
      bar.begin(
          counted ? "steps" : "epoch " + (state.epochsDone() + 1) + "/" + loop.epochs(),
          total,
          () ->
              List.of(
                  "loss " + Numerals.fixed(smoothedLoss, 4),
                  Numerals.whole(Math.round(bar.rate())) + " examples/s"));
    }
    smoothedLoss += (loss - smoothedLoss) / 20;
    long done = counted ? state.step() : state.batchesDone();
    bar.moveTo(Math.min(done * batch, total));
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) {
    bar.close();
    smoothedLoss = Double.NaN;
    line(metrics).lines().forEach(messages::say);
  }

  private String line(EpochMetrics metrics) {
    String line =
        (loop.steps() > 0
                ? counter("step", metrics.step(), loop.steps())
                : counter("epoch", metrics.epoch(), loop.epochs()))
            + (metrics.trainLoss() == null
                ? "  before training"
                : "  " + figures(metrics.trainLoss(), metrics.trainAccuracy()));
    String rest = "";
    if (metrics.validationLoss() != null) {
      rest += "  validation " + figures(metrics.validationLoss(), metrics.validationAccuracy());
    }
    if (metrics.seconds() != null) {
      rest += Numerals.format("  %.2f s", metrics.seconds());
    }
    boolean fits = PlainText.length(line + rest) <= Messages.width();
    return line + (fits ? "" : "\n  ") + rest;
  }

  private static String counter(String what, long number, long last) {
    String all = Numerals.whole(last);
    return what + " " + Numerals.format("%," + all.length() + "d/", number) + all;
  }

  private static String figures(double loss, double accuracy) {
    return Numerals.format("loss %s  %5.2f %%", Numerals.fixed(loss, 4), 100 * accuracy);
  }
}
