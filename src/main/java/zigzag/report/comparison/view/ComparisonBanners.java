package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import zigzag.Numerals;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.TunedLabel;
import zigzag.report.page.Banner;

/** What a reader of a comparison must know before using its numbers. */
final class ComparisonBanners {
  private static final int MOST_NAMED = 8;

  private final ComparisonSummary summary;
  private final ComparisonFolder folder;

  ComparisonBanners(ComparisonSummary summary) {
    this.summary = summary;
    folder = summary.folder();
  }

  /** Those of failed trainings first. */
  List<Banner> banners() {
    List<Banner> banners = new ArrayList<>();
    named(label -> label.diverged() > 0, ComparisonBanners::divergence)
        .ifPresent(
            labels ->
                banners.add(
                    new Banner(
                        "Runs diverged: " + labels + ".",
                        "Their loss stopped being a finite number. A label with such a run comes"
                            + " after all others; a smaller learning rate usually helps.",
                        true)));
    if (folder.unfinished() > 0) {
      int planned = folder.labels().size() * folder.plan().seeds().size();
      banners.add(
          new Banner(
              Numerals.format("%d of %d runs are not finished.", folder.unfinished(), planned),
              "What is below leaves them out.",
              true));
    }
    named(ComparisonBanners::learnedNothing, label -> label.label().label())
        .ifPresent(
            labels ->
                banners.add(
                    new Banner(
                        "Networks did not learn: " + labels + ".",
                        "The table of runs says why.",
                        true)));
    tuning(banners);
    Banner.of(folder.data()).ifPresent(banners::add);
    return banners;
  }

  private static String divergence(LabelSummary label) {
    return Numerals.format(
        "%s (%d of %d)", label.label().label(), label.diverged(), label.runs().size());
  }

  private static boolean learnedNothing(LabelSummary label) {
    return label.runs().stream()
        .anyMatch(run -> !run.diverged() && !run.summary().diagnosis().isEmpty());
  }

  private void tuning(List<Banner> banners) {
    List<TunedLabel> tuned = TunedLabel.of(folder);
    List<String> edges =
        tuned.stream()
            .filter(label -> label.edge() != TunedLabel.Edge.NONE)
            .map(
                label ->
                    label.label().label()
                        + (label.edge() == TunedLabel.Edge.LARGEST ? " (largest)" : " (smallest)"))
            .toList();
    listed(edges)
        .ifPresent(
            labels ->
                banners.add(
                    new Banner(
                        "The best learning rate is the last one tried: " + labels + ".",
                        "A better one may lie beyond; a wider grid would tell.",
                        false)));
    List<String> unusable =
        tuned.stream()
            .filter(label -> label.chosen().isEmpty())
            .map(label -> label.label().label())
            .toList();
    listed(unusable)
        .ifPresent(
            labels ->
                banners.add(
                    new Banner(
                        "No learning rate was chosen: " + labels + ".",
                        "Every one diverged.",
                        true)));
  }

  /** The labels that something holds for, in the user's order; empty if there are none. */
  private Optional<String> named(
      Predicate<LabelSummary> holds, Function<LabelSummary, String> name) {
    return listed(
        summary.labels().stream()
            .filter(holds)
            .sorted(Comparator.comparing(label -> label.label().place()))
            .map(name)
            .toList());
  }

  private static Optional<String> listed(List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return Optional.of(more > 0 ? first + " and " + more + " more" : first);
  }
}
