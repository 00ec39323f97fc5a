package zigzag.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.statistics.descriptive.Median;
import zigzag.report.text.Estimate;

/**
 * What the runs of one label came to. A number that there is none of is null.
 *
 * @param runs those that are finished, by seed
 * @param accuracy of the test set, a share from 0 to 1, over the runs that did not diverge
 * @param trainLoss the last epoch's mean loss of the mini-batches, over the same runs
 * @param difference of the test accuracy to the best label's; empty for the best itself, and where
 *     the two have no common seed
 * @param toTarget empty without a target
 * @param seconds the mean training time of the runs that did not diverge
 */
record LabelSummary(
    ComparedLabel label,
    List<ComparedRun> runs,
    Optional<Estimate> accuracy,
    Optional<Estimate> trainLoss,
    Optional<PairedDifference> difference,
    Verdict verdict,
    Optional<ToTarget> toTarget,
    Double seconds) {

  /** What a comparison can say of one label. */
  enum Verdict {
    /** The highest mean accuracy of the labels of which no run diverged. */
    BEST("best", "best"),
    WORSE("worse", "worse than the best"),
    UNDECIDED("may be luck", "the difference may be luck"),
    /** Ahead of the best where both have a seed, and only behind it for want of runs. */
    AHEAD("ahead", "ahead of the best at the common seeds: finish the runs"),
    /** No spread can be estimated from one pair. */
    ONE_SEED("one seed", "one common seed: can't tell"),
    /** The best has no result at any of the label's seeds. */
    NO_PAIRS("no pairs", "no common seed: can't tell"),
    NO_SPREAD("no spread", "the same difference at every seed: can't tell"),
    /** What is left of a label's runs is a choice of the lucky ones, so no test is made. */
    DIVERGED("diverged", "not all runs converge"),
    NO_RUN("no run", "no finished run");

    private final String brief;
    private final String phrase;

    Verdict(String brief, String phrase) {
      this.brief = brief;
      this.phrase = phrase;
    }

    /** At most eleven characters, for a narrow table. */
    String brief() {
      return brief;
    }

    String phrase() {
      return phrase;
    }
  }

  /**
   * How long it took to reach the target.
   *
   * @param reached the number of runs that did
   * @param steps their median
   * @param seconds of training, their median
   */
  record ToTarget(int reached, Double steps, Double seconds) {
    static ToTarget of(List<ComparedRun> runs, double target) {
      double[] steps = values(runs, run -> run.stepsTo(target));
      double[] seconds = values(runs, run -> run.secondsTo(target));
      return new ToTarget(steps.length, median(steps), median(seconds));
    }

    private static Double median(double[] values) {
      return values.length == 0 ? null : (Double) Median.withDefaults().evaluate(values);
    }
  }

  /** The learning rate that all runs share; null for a rule without one, or without a run. */
  Double learningRate() {
    return runs.isEmpty() ? null : runs.get(0).learningRate();
  }

  int diverged() {
    return (int) runs.stream().filter(ComparedRun::diverged).count();
  }

  /** Whether the label can be the best: it has runs, and all of them converged. */
  boolean isStable() {
    return !runs.isEmpty() && diverged() == 0;
  }

  double meanAccuracy() {
    return accuracy.map(Estimate::mean).orElse(Double.NEGATIVE_INFINITY);
  }

  /** The p value that the verdict rests on; null where no test is made. */
  Double adjustedP() {
    return difference.map(PairedDifference::adjustedP).orElse(null);
  }

  Map<Long, Double> accuracies() {
    Map<Long, Double> accuracies = new TreeMap<>();
    runs.stream()
        .filter(run -> !run.diverged())
        .forEach(run -> accuracies.put(run.seed(), run.testAccuracy()));
    return accuracies;
  }

  /** The label on its own, before it is compared with the best. */
  static LabelSummary of(ComparedLabel label, List<ComparedRun> runs, Double target) {
    List<ComparedRun> converged = runs.stream().filter(run -> !run.diverged()).toList();
    double[] seconds = values(converged, ComparedRun::trainingSeconds);
    return new LabelSummary(
        label,
        runs,
        Estimate.ofShares(values(converged, ComparedRun::testAccuracy)),
        Estimate.of(values(converged, ComparedRun::trainLoss)),
        Optional.empty(),
        runs.isEmpty() ? Verdict.NO_RUN : Verdict.DIVERGED,
        Optional.ofNullable(target).map(share -> ToTarget.of(runs, share)),
        seconds.length == 0 ? null : (Double) Arrays.stream(seconds).average().getAsDouble());
  }

  private static double[] values(List<ComparedRun> runs, Function<ComparedRun, Number> value) {
    return runs.stream()
        .map(value)
        .filter(Objects::nonNull)
        .mapToDouble(Number::doubleValue)
        .toArray();
  }

  /** The same label with how it stands to the best. */
  LabelSummary judged(Optional<PairedDifference> toBest, Verdict judgement) {
    return new LabelSummary(label, runs, accuracy, trainLoss, toBest, judgement, toTarget, seconds);
  }
}
