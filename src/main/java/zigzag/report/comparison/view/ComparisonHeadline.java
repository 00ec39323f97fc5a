package zigzag.report.comparison.view;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import zigzag.Numerals;
import zigzag.report.comparison.ComparedLabel;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.Verdict;
import zigzag.report.text.Estimate;

/** The first lines of a comparison's page: what was compared, and what came out. */
final class ComparisonHeadline {
  private static final int MAX_NAMED = 4;
  private static final int LONGEST_TITLE = 80;

  private final ComparisonSummary summary;

  ComparisonHeadline(ComparisonSummary summary) {
    this.summary = summary;
  }

  /** What was compared: the labels, or of many their number and kind. */
  String title() {
    List<ComparedLabel> labels = summary.folder().labels();
    String names = listed(labels.stream().map(ComparedLabel::label).toList());
    if (labels.size() <= 2 || names.length() <= LONGEST_TITLE) {
      return names;
    }
    long optimizers = labels.stream().map(ComparedLabel::optimizer).distinct().count();
    long inits = labels.stream().map(ComparedLabel::init).distinct().count();
    if (optimizers == labels.size() && inits == 1) {
      return optimizers + " optimizers";
    }
    if (inits == labels.size() && optimizers == 1) {
      return inits + " initializers";
    }
    if (optimizers * inits == labels.size() && optimizers > 1 && inits > 1) {
      return optimizers + " optimizers with " + inits + " initializers";
    }
    return labels.size() + " variants";
  }

  /** One sentence: which is best, by how much, and whether that is more than luck. */
  String verdict() {
    if (summary.best().isEmpty()) {
      return "No label got all its runs through without diverging, so none can be called the best.";
    }
    LabelSummary best = summary.best().get();
    String name = best.label().label();
    Estimate accuracy = best.accuracy().orElseThrow();
    String seeds =
        accuracy.n() == 1 ? "with one seed" : "on average over " + accuracy.n() + " seeds";
    String result =
        Numerals.format("%.2f\u00a0%% of the test set right %s", 100 * accuracy.mean(), seeds);
    List<LabelSummary> others = summary.labels().stream().skip(1).toList();
    if (others.stream().allMatch(label -> label.runs().isEmpty())) {
      String alone = others.isEmpty() ? "" : "; no run of another label is finished";
      return name + " gets " + result + interval(accuracy) + alone + ".";
    }
    LabelSummary second = others.get(0);
    if (!second.isStable()) {
      return name
          + " is the only label of which every run converged: it gets "
          + result
          + interval(accuracy)
          + ".";
    }
    String rank =
        switch (second.verdict()) {
          case WORSE -> " is best: it gets ";
          case ONE_SEED -> " comes out first: ";
          default -> " has the highest mean: ";
        };
    return name + rank + result + ", " + lead(second) + ".";
  }

  private static String interval(Estimate share) {
    String ends = share.percentInterval(" to ");
    return ends.isEmpty() ? "" : " (95\u00a0% interval " + ends + "\u00a0%)";
  }

  /** How far the second is behind, and what that is worth. */
  private String lead(LabelSummary second) {
    String name = second.label().label();
    OptionalDouble lead =
        second.difference().stream().mapToDouble(d -> -100 * d.estimate().mean()).findFirst();
    String ahead = lead.isEmpty() ? "ahead of " + name : distance(lead.getAsDouble()) + name;
    return switch (second.verdict()) {
      case WORSE -> ahead + ", which is more than luck explains" + p(second) + others();
      case UNDECIDED -> ahead + ", which may be luck" + p(second) + others();
      case ONE_SEED -> ahead + "; whether that is luck, one seed can’t tell";
      case NO_SPREAD -> ahead + "; the same at every seed, which no test can judge";
      case NO_PAIRS, AHEAD -> "but too few runs share a seed with those of " + name + " to compare";
      case BEST, DIVERGED, NO_RUN -> throw new IllegalStateException(second.verdict().name());
    };
  }

  private static String distance(double points) {
    if (Math.abs(points) < 0.005) {
      return "level with ";
    }
    return points > 0
        ? Numerals.format("%.2f percentage points ahead of ", points)
        : Numerals.format("at the seeds they share %.2f percentage points behind ", -points);
  }

  private static String p(LabelSummary label) {
    return label.adjustedP().isEmpty() ? "" : " (" + Metric.equation(label.adjustedP()) + ")";
  }

  /** Who else may be as good as the best. */
  private String others() {
    List<String> undecided =
        summary.labels().stream()
            .skip(2)
            .filter(label -> label.verdict() == Verdict.UNDECIDED)
            .map(label -> label.label().label())
            .toList();
    if (undecided.isEmpty()) {
      return "";
    }
    return undecided.size() <= MAX_NAMED
        ? "; " + listed(undecided) + " may be as good, too"
        : "; " + undecided.size() + " more may be as good, too";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : names.stream().limit(last).collect(Collectors.joining(", ")) + " and " + names.get(last);
  }
}
