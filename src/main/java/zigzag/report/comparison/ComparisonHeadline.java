package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.comparison.TunedLabel.Edge;
import zigzag.report.page.Banner;
import zigzag.report.text.Estimate;

/**
 * The first lines of a comparison's page: what was compared, what came out, and what a reader must
 * know before using its numbers.
 */
final class ComparisonHeadline {
  /** Labels in a sentence, beyond which they are counted. */
  private static final int MAX_LISTED = 4;

  private static final int MAX_NAMED = 8;

  private static final int LONGEST_TITLE = 80;

  private final ComparisonSummary summary;
  private final List<Banner> banners = new ArrayList<>();

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
    String ends = accuracy.percentInterval(" to ");
    String interval = ends.isEmpty() ? "" : " (95\u00a0% interval " + ends + "\u00a0%)";
    List<LabelSummary> others = summary.labels().stream().skip(1).toList();
    if (others.stream().allMatch(label -> label.runs().isEmpty())) {
      String alone = others.isEmpty() ? "" : "; no run of another label is finished";
      return name + " gets " + result + interval + alone + ".";
    }
    LabelSummary second = others.get(0);
    if (!second.isStable()) {
      String only = " is the only label of which every run converged: it gets ";
      return name + only + result + interval + ".";
    }
    String rank =
        switch (second.verdict()) {
          case WORSE -> " is best: it gets ";
          case ONE_SEED -> " comes out first: ";
          default -> " has the highest mean: ";
        };
    return name + rank + result + ", " + lead(second) + ".";
  }

  /** How far the second is behind, and what that is worth. */
  private String lead(LabelSummary second) {
    String name = second.label().label();
    String ahead =
        second.difference().map(d -> distance(-100 * d.estimate().mean())).orElse("ahead of ")
            + name;
    String more =
        second.adjustedP() == null
            ? others()
            : " (" + Metric.equation(second.adjustedP()) + ")" + others();
    return switch (second.verdict()) {
      case WORSE -> ahead + ", which is more than luck explains" + more;
      case UNDECIDED -> ahead + ", which may be luck" + more;
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

  /** Who else may be as good as the best. */
  private String others() {
    List<String> undecided =
        summary.labels().stream()
            .skip(2)
            .filter(label -> label.verdict() == Verdict.UNDECIDED)
            .map(label -> label.label().label())
            .toList();
    String many = undecided.size() <= MAX_LISTED ? listed(undecided) : undecided.size() + " more";
    return undecided.isEmpty() ? "" : "; " + many + " may be as good, too";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String listed(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Those of failed trainings first. */
  List<Banner> banners() {
    ComparisonFolder folder = summary.folder();
    add(
        "Runs diverged",
        labels(l -> l.diverged() > 0)
            .map(l -> l.label().label() + " (" + l.diverged() + " of " + l.runs().size() + ")"),
        "Their loss stopped being a finite number. A label with such a run comes after all others;"
            + " a smaller learning rate usually helps.",
        true);
    if (folder.unfinished() > 0) {
      int planned = folder.plan().trainings();
      String title = folder.unfinished() + " of " + planned + " runs are not finished.";
      String missing = new ComparisonWords(summary).missingParts();
      banners.add(new Banner(title, ("What is below leaves them out. " + missing).strip(), true));
    }
    if (summary.processors().size() > 1) {
      add(
          "Runs on different processors",
          summary.processors().stream(),
          ComparisonWords.PROCESSORS,
          false);
    }
    add(
        "Networks did not learn",
        labels(ComparisonHeadline::hasSymptoms).map(label -> label.label().label()),
        "The table of runs says why.",
        true);
    List<TunedLabel> tuned = TunedLabel.of(folder);
    add(
        "The best learning rate is the last one tried",
        tuned.stream()
            .filter(label -> label.edge() != Edge.NONE)
            .map(label -> label.label().label() + " (" + Metric.lowerCase(label.edge()) + ")"),
        "A better one may lie beyond; a wider grid would tell.",
        false);
    add(
        "No learning rate was chosen",
        tuned.stream().filter(l -> l.chosen().isEmpty()).map(l -> l.label().label()),
        "Every one diverged.",
        true);
    Banner.of(folder.data()).ifPresent(banners::add);
    return banners;
  }

  /** The labels that something holds for, in the user's order. */
  private Stream<LabelSummary> labels(Predicate<LabelSummary> holds) {
    return summary.labels().stream()
        .filter(holds)
        .sorted(Comparator.comparing(label -> label.label().place()));
  }

  private static boolean hasSymptoms(LabelSummary label) {
    return label.runs().stream()
        .anyMatch(run -> !run.diverged() && !run.summary().diagnosis().isEmpty());
  }

  /** A banner that names labels, if there are any. */
  private void add(String title, Stream<String> labels, String text, boolean isSevere) {
    List<String> names = labels.toList();
    if (!names.isEmpty()) {
      String first = names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
      int more = names.size() - MAX_NAMED;
      String all = more > 0 ? first + " and " + more + " more" : first;
      banners.add(new Banner(title + ": " + all + ".", text, isSevere));
    }
  }
}
