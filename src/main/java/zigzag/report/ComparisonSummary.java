package zigzag.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The labels of a comparison, best first, and how each stands to the best.
 *
 * <p>Labels of which no run diverged come first, then those with a higher mean test accuracy; the
 * first is called the best. Every other label of which no run diverged is compared with it over the
 * seeds they have in common, by a paired t test, adjusted after {@link Holm} for the number of
 * labels.
 *
 * <p>That the best is found in the same data is a choice that these tests do not know of: of labels
 * that are equally good, the luckiest becomes the best, and the others' differences to it are then
 * larger than those to a label named beforehand. Small adjusted p values are therefore somewhat too
 * small, the more so the more labels there are; a difference that matters should be seen again with
 * new seeds.
 *
 * @param labels best first; those without a finished run last
 */
record ComparisonSummary(ComparisonFolder folder, List<LabelSummary> labels) {
  /** Adjusted p values below this count as more than luck. */
  static final double SIGNIFICANCE = 0.05;

  private static final Comparator<LabelSummary> BEST_FIRST =
      Comparator.comparing((LabelSummary label) -> !label.isStable())
          .thenComparing(label -> label.runs().isEmpty())
          .thenComparing(LabelSummary::meanAccuracy, Comparator.reverseOrder())
          .thenComparing(label -> label.label().style());

  ComparisonSummary {
    labels = List.copyOf(labels);
  }

  static ComparisonSummary of(ComparisonFolder folder) {
    ComparisonPlan plan = folder.plan();
    List<LabelSummary> ranked =
        plan.labels().stream()
            .map(label -> LabelSummary.of(label, folder.runsOf(label), plan.target()))
            .sorted(BEST_FIRST)
            .toList();
    return new ComparisonSummary(folder, judged(ranked));
  }

  /** The label with the highest mean of those that never diverged; empty if all did. */
  Optional<LabelSummary> best() {
    return labels.stream().findFirst().filter(LabelSummary::isStable);
  }

  private static List<LabelSummary> judged(List<LabelSummary> ranked) {
    LabelSummary best = ranked.get(0);
    if (!best.isStable()) {
      return ranked;
    }
    List<LabelSummary> others = ranked.subList(1, ranked.size());
    List<Optional<PairedDifference>> differences =
        others.stream()
            .map(label -> PairedDifference.of(label.accuracies(), best.accuracies()))
            .toList();
    List<OptionalDouble> p = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      boolean tested = others.get(i).isStable() && differences.get(i).isPresent();
      p.add(tested ? differences.get(i).get().p() : OptionalDouble.empty());
    }
    List<OptionalDouble> adjusted = Holm.adjusted(p);
    List<LabelSummary> judged = new ArrayList<>();
    judged.add(best.judged(Optional.empty(), OptionalDouble.empty(), Verdict.BEST));
    for (int i = 0; i < others.size(); i++) {
      Verdict verdict = verdict(others.get(i), differences.get(i), adjusted.get(i));
      judged.add(others.get(i).judged(differences.get(i), adjusted.get(i), verdict));
    }
    return judged;
  }

  private static Verdict verdict(
      LabelSummary label, Optional<PairedDifference> difference, OptionalDouble p) {
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
    if (p.isEmpty()) {
      return Verdict.NO_SPREAD;
    }
    if (p.getAsDouble() >= SIGNIFICANCE) {
      return Verdict.UNDECIDED;
    }
    return estimate.mean() < 0 ? Verdict.WORSE : Verdict.AHEAD;
  }
}
