package zigzag.experiment.comparison;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zigzag.archive.run.EpochMetrics;
import zigzag.training.Trainer;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;

/** How long a comparison will take, from training every optimizer for a moment. */
public record TimeEstimate(ComparisonPlan plan, DataSplit data) {
  private static final double NANOSECONDS = 1e9;

  /** Java compiles its loops in the first half of it; the second is timed. */
  private static final double SECONDS = 0.8;

  /** The seconds of the whole comparison on so many threads, all of which have a core. */
  public double seconds(int threads) throws IOException {
    long steps = plan.steps(data);
    int perEpoch = plan.common().loop().stepsPerEpoch(data.training().length);
    double epochs = steps / (double) perEpoch;
    int trials = plan.tuningTrainings() / plan.contenders().size();
    // An example that is only judged goes forward and not back: a third of the work.
    double judged = (epochs + 1) * data.validation().length + data.test().size();
    double stepsToJudge = judged / (3.0 * plan.common().loop().batch());
    Map<String, Double> measured = new HashMap<>();
    double total = 0;
    for (Contender contender : plan.contenders()) {
      String rule = contender.optimizer().name();
      if (!measured.containsKey(rule)) {
        measured.put(rule, secondsPerStep(contender));
      }
      long trainings = plan.seeds().stream().filter(seed -> plan.trains(contender, seed)).count();
      total += (trials + trainings) * (steps + stepsToJudge) * measured.get(rule);
    }
    return total / Math.min(threads, Runtime.getRuntime().availableProcessors());
  }

  private double secondsPerStep(Contender contender) throws IOException {
    Clock clock = new Clock();
    try (Trainer trainer = new Trainer(plan.settings(contender, plan.seeds().get(0)), data)) {
      trainer.train(trainer.initialState(), List.of(clock), clock::isOver);
    }
    return clock.secondsPerStep();
  }

  /** Times the steps of the second half of its time, epochs' ends left out. */
  private static final class Clock implements TrainingListener {
    private long start = -1;
    private long previous;
    private double seconds;
    private long steps;

    @Override
    public void step(TrainingState state, double loss) {
      long now = System.nanoTime();
      if (start < 0) {
        start = now;
      } else if (previous > 0 && (now - start) / NANOSECONDS > SECONDS / 2) {
        seconds += (now - previous) / NANOSECONDS;
        steps++;
      }
      previous = now;
    }

    @Override
    public void epoch(TrainingState state, EpochMetrics metrics) {
      previous = 0;
    }

    boolean isOver() {
      return start >= 0 && (System.nanoTime() - start) / NANOSECONDS > SECONDS;
    }

    /** A training that is over sooner takes about no time at all. */
    double secondsPerStep() {
      return steps == 0 ? 0 : seconds / steps;
    }
  }
}
