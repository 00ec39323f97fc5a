package zigzag.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import zigzag.report.text.Estimate;

/**
 * What the runs of one label came to.
 *
 * @param runs those that are finished, by seed
 * @param accuracy of the test set, a share from 0 to 1, over the runs that did not diverge
 * @param trainLoss the last epoch's mean loss of the mini-batches, over the same runs
 * @param difference of the test accuracy to the best label's; empty for the best itself, and where
 *     the two have no common seed
 * @param toTarget empty without a target
 * @param seconds the mean training time of the runs that did not diverge
 */
public record LabelSummary(
    ComparedLabel label,
    List<ComparedRun> runs,
    Optional<Estimate> accuracy,
    Optional<Estimate> trainLoss,
    Optional<PairedDifference> difference,
    Verdict verdict,
    Optional<ToTarget> toTarget,
    OptionalDouble seconds) {

  /**
   * How long it took to reach the target.
   *
   * @param reached the number of runs that did
   * @param steps their median; empty if none did
   * @param seconds of training, their median; empty if none did
   */
  public record ToTarget(int reached, OptionalDouble steps, OptionalDouble seconds) {
    public static ToTarget of(List<ComparedRun> runs, double target) {
      double[] steps = runs.stream().flatMapToDouble(run -> steps(run, target)).toArray();
      double[] seconds =
          runs.stream().flatMapToDouble(run -> run.secondsTo(target).stream()).toArray();
      return new ToTarget(steps.length, median(steps), median(seconds));
    }

    private static DoubleStream steps(ComparedRun run, double target) {
      return run.stepsTo(target).stream().asDoubleStream();
    }

    private static OptionalDouble median(double[] values) {
      return values.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(Median.withDefaults().evaluate(values));
    }
  }

  public LabelSummary {
    runs = List.copyOf(runs);
  }

  /** The learning rate that all runs share; empty for a rule without one, or without a run. */
  public OptionalDouble learningRate() {
    return runs.isEmpty() ? OptionalDouble.empty() : runs.get(0).learningRate();
  }

  public int diverged() {
    return (int) runs.stream().filter(ComparedRun::diverged).count();
  }

  /** Whether the label can be the best: it has runs, and all of them converged. */
  public boolean isStable() {
    return !runs.isEmpty() && diverged() == 0;
  }

  public double meanAccuracy() {
    return accuracy.map(Estimate::mean).orElse(Double.NEGATIVE_INFINITY);
  }

  /** The p value that the verdict rests on; empty where no test is made. */
  public OptionalDouble adjustedP() {
    return difference.map(PairedDifference::adjustedP).orElse(OptionalDouble.empty());
  }

  /** The test accuracy of each seed whose run did not diverge. */
  public Map<Long, Double> accuracies() {
    return accuracies(runs);
  }

  private static Map<Long, Double> accuracies(List<ComparedRun> runs) {
    Map<Long, Double> accuracies = new TreeMap<>();
    for (ComparedRun run : runs) {
      run.testAccuracy().ifPresent(accuracy -> accuracies.put(run.seed(), accuracy));
    }
    return accuracies;
  }

  /** The label on its own, before it is compared with the best. */
  public static LabelSummary of(
      ComparedLabel label, List<ComparedRun> runs, OptionalDouble target) {
    double[] seconds = converged(runs, run -> OptionalDouble.of(run.trainingSeconds()));
    return new LabelSummary(
        label,
        runs,
        Estimate.ofShares(converged(runs, ComparedRun::testAccuracy)),
        Estimate.of(converged(runs, ComparedRun::trainLoss)),
        Optional.empty(),
        runs.isEmpty() ? Verdict.NO_RUN : Verdict.DIVERGED,
        target.stream().mapToObj(share -> ToTarget.of(runs, share)).findFirst(),
        Arrays.stream(seconds).average());
  }

  private static double[] converged(
      List<ComparedRun> runs, Function<ComparedRun, OptionalDouble> value) {
    return runs.stream()
        .filter(run -> !run.diverged())
        .flatMapToDouble(run -> value.apply(run).stream())
        .toArray();
  }

  /** The same label with how it stands to the best. */
  LabelSummary judged(Optional<PairedDifference> toBest, Verdict judgement) {
    return new LabelSummary(label, runs, accuracy, trainLoss, toBest, judgement, toTarget, seconds);
  }
}
