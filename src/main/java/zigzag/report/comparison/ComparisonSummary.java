package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zigzag.Printable;
import zigzag.archive.run.RunConfig;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.text.Estimate;

/**
 * The labels of a comparison, best first, and how each stands to the best.
 *
 * <p>Labels of which no run diverged come first, then those with a higher mean test accuracy; the
 * first is called the best. Every other label of which no run diverged is compared with it over the
 * seeds they have in common, by a paired t test.
 *
 * <p>The best is found in the same data: of labels that are equally good, the luckiest becomes it,
 * and the others' differences to it are larger than those to a label named beforehand. Tests and
 * intervals are therefore made for all pairs of labels that could have become the best, of which
 * those with the best are some, whichever that is. So the chance of one or more false calls is at
 * most 5 %, for any spread of the labels and whatever their runs have in common (by simulation,
 * with equally good labels and 5 seeds: 3.7 % of 4 labels, 2.5 % of 11; adjusting for the
 * comparisons with the best alone gives 7.0 % and 11.5 %). J. C. Hsu's intervals for comparisons
 * with the best ("Multiple Comparisons", Chapman and Hall, 1996) are narrower, but take all labels
 * to have the same spread, which a rule or an initializer that fails now and then does not have.
 *
 * @param labels best first; those without a finished run last
 */
record ComparisonSummary(ComparisonFolder folder, List<LabelSummary> labels) {
  private static final int LONGEST_PROCESSOR = 80;

  private static final Comparator<LabelSummary> BEST_FIRST =
      Comparator.comparing((LabelSummary label) -> !label.isStable())
          .thenComparing(label -> label.runs().isEmpty())
          .thenComparing(LabelSummary::meanAccuracy, Comparator.reverseOrder())
          .thenComparing(label -> label.label().place());

  static ComparisonSummary of(ComparisonFolder folder) {
    Double target = folder.target();
    return new ComparisonSummary(
        folder,
        judged(
            folder.labels().stream()
                .map(label -> LabelSummary.of(label, folder.runsOf(label), target))
                .toList()));
  }

  /** The label with the highest mean of those that never diverged; empty if all did. */
  Optional<LabelSummary> best() {
    return labels.stream().findFirst().filter(LabelSummary::isStable);
  }

  /** The number of pairs of labels that could have become the best, tested or not. */
  int pairs() {
    return pairs(labels);
  }

  /** The kinds of processors that runs were computed on, as far as they tell. */
  List<String> processors() {
    return folder.runs().stream()
        .flatMap(run -> new RunConfig(run.config()).processor().stream())
        .map(name -> Printable.line(name, LONGEST_PROCESSOR))
        .distinct()
        .sorted()
        .toList();
  }

  private static int pairs(List<LabelSummary> labels) {
    int candidates = (int) labels.stream().filter(LabelSummary::isStable).count();
    return candidates * (candidates - 1) / 2;
  }

  /** The labels best first, each compared with the best. */
  static List<LabelSummary> judged(List<LabelSummary> labels) {
    List<LabelSummary> ranked = labels.stream().sorted(BEST_FIRST).toList();
    LabelSummary best = ranked.get(0);
    if (!best.isStable()) {
      return ranked;
    }
    int pairs = pairs(ranked);
    List<LabelSummary> judged = new ArrayList<>();
    judged.add(best.judged(Optional.empty(), Verdict.BEST));
    for (LabelSummary label : ranked.subList(1, ranked.size())) {
      Optional<PairedDifference> difference =
          PairedDifference.of(label.accuracies(), best.accuracies(), label.isStable() ? pairs : 0);
      judged.add(label.judged(difference, verdict(label, difference)));
    }
    return judged;
  }

  private static Verdict verdict(LabelSummary label, Optional<PairedDifference> difference) {
    if (!label.isStable()) {
      return label.verdict();
    }
    if (difference.isEmpty()) {
      return Verdict.NO_PAIRS;
    }
    Estimate estimate = difference.get().estimate();
    if (estimate.n() == 1) {
      return Verdict.ONE_SEED;
    }
    Double p = difference.get().adjustedP();
    if (p == null) {
      return Verdict.NO_SPREAD;
    }
    if (p >= Estimate.SIGNIFICANCE) {
      return Verdict.UNDECIDED;
    }
    return estimate.mean() < 0 ? Verdict.WORSE : Verdict.AHEAD;
  }
}
