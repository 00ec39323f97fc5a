package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.TunedLabel;
import zigzag.report.comparison.TunedLabel.Edge;
import zigzag.report.page.Banner;

/** What a reader of a comparison must know before using its numbers. */
final class ComparisonBanners {
  private static final int MAX_NAMED = 8;

  private final ComparisonSummary summary;
  private final ComparisonFolder folder;

  ComparisonBanners(ComparisonSummary summary) {
    this.summary = summary;
    folder = summary.folder();
  }

  /** Those of failed trainings first. */
  List<Banner> banners() {
    List<Banner> banners = new ArrayList<>();
    add(
        banners,
        "Runs diverged",
        labels(label -> label.diverged() > 0).map(ComparisonBanners::divergence),
        "Their loss stopped being a finite number. A label with such a run comes after all others;"
            + " a smaller learning rate usually helps.",
        true);
    if (folder.unfinished() > 0) {
      int planned = folder.labels().size() * folder.plan().seeds().size();
      banners.add(
          new Banner(
              Numerals.format("%d of %d runs are not finished.", folder.unfinished(), planned),
              "What is below leaves them out.",
              true));
    }
    add(
        banners,
        "Networks did not learn",
        labels(ComparisonBanners::learnedNothing).map(label -> label.label().label()),
        "The table of runs says why.",
        true);
    List<TunedLabel> tuned = TunedLabel.of(folder);
    add(
        banners,
        "The best learning rate is the last one tried",
        tuned.stream().filter(label -> label.edge() != Edge.NONE).map(ComparisonBanners::edge),
        "A better one may lie beyond; a wider grid would tell.",
        false);
    add(
        banners,
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

  private static String divergence(LabelSummary label) {
    return Numerals.format(
        "%s (%d of %d)", label.label().label(), label.diverged(), label.runs().size());
  }

  private static boolean learnedNothing(LabelSummary label) {
    return label.runs().stream()
        .anyMatch(run -> !run.diverged() && !run.summary().diagnosis().isEmpty());
  }

  private static String edge(TunedLabel label) {
    return label.label().label() + (label.edge() == Edge.LARGEST ? " (largest)" : " (smallest)");
  }

  /** A banner that names labels, if there are any. */
  private static void add(
      List<Banner> banners, String title, Stream<String> labels, String text, boolean isSevere) {
    List<String> names = labels.toList();
    if (!names.isEmpty()) {
      String first = names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
      int more = names.size() - MAX_NAMED;
      String all = more > 0 ? first + " and " + more + " more" : first;
      banners.add(new Banner(title + ": " + all + ".", text, isSevere));
    }
  }
}
