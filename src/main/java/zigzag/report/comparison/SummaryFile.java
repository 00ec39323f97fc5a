package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.archive.Decimals;
import zigzag.report.comparison.LabelSummary.ToTarget;
import zigzag.report.text.Estimate;

/** {@code summary.csv}: one row per label, best first, in plain numbers; shares, not percent. */
public final class SummaryFile {
  public static final String NAME = "summary.csv";
  static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "init",
          "lr",
          "runs",
          "diverged",
          "accuracy_mean",
          "accuracy_sd",
          "accuracy_low",
          "accuracy_high",
          "train_loss_mean",
          "train_loss_sd",
          "difference",
          "difference_low",
          "difference_high",
          "common_seeds",
          "p_adjusted",
          "verdict",
          "reached_target",
          "steps_to_target",
          "seconds_to_target",
          "seconds");

  private SummaryFile() {}

  public static String text(ComparisonSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    summary.labels().forEach(label -> rows.add(row(label)));
    return ResultsFile.csv(rows);
  }

  private static List<String> row(LabelSummary label) {
    List<String> row = new ArrayList<>();
    row.add(label.label().label());
    row.add(label.label().optimizer());
    row.add(label.label().init());
    row.add(Decimals.shortest(label.learningRate()));
    row.add(Integer.toString(label.runs().size()));
    row.add(Integer.toString(label.diverged()));
    Optional<Estimate> difference = label.difference().map(PairedDifference::estimate);
    row.addAll(meanAndSd(label.accuracy()));
    row.addAll(interval(label.accuracy()));
    row.addAll(meanAndSd(label.trainLoss()));
    row.add(difference.map(e -> Decimals.computed(e.mean())).orElse(""));
    row.addAll(interval(difference));
    row.add(difference.map(e -> Integer.toString(e.n())).orElse(""));
    row.add(Decimals.computed(label.adjustedP()));
    row.add(label.verdict().brief());
    row.add(label.toTarget().map(t -> Integer.toString(t.reached())).orElse(""));
    row.add(
        Decimals.computed(label.toTarget().map(ToTarget::steps).orElse(OptionalDouble.empty())));
    row.add(
        Decimals.computed(label.toTarget().map(ToTarget::seconds).orElse(OptionalDouble.empty())));
    row.add(Decimals.computed(label.seconds()));
    return row;
  }

  private static List<String> meanAndSd(Optional<Estimate> estimate) {
    return List.of(
        estimate.map(e -> Decimals.computed(e.mean())).orElse(""),
        estimate.map(e -> Decimals.computed(e.sd())).orElse(""));
  }

  private static List<String> interval(Optional<Estimate> estimate) {
    Optional<Estimate.Interval> interval = estimate.flatMap(Estimate::interval);
    return List.of(
        interval.map(i -> Decimals.computed(i.low())).orElse(""),
        interval.map(i -> Decimals.computed(i.high())).orElse(""));
  }
}
