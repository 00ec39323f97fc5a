package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.Verdict;
import zigzag.report.comparison.view.Metric.Medium;
import zigzag.report.page.PageCell;
import zigzag.report.page.PageColumn;
import zigzag.report.page.PageColumn.Kind;
import zigzag.report.text.Estimate;

/** The table of a comparison's page with a row for each label, best first. */
final class LabelTable {
  private final List<LabelSummary> labels;
  private final OptionalDouble target;
  private final List<PageColumn<LabelSummary>> columns;

  LabelTable(ComparisonSummary summary) {
    labels = summary.labels();
    target = summary.folder().plan().target();
    columns = PageColumn.used(all(), labels);
  }

  /** Those after place and label. */
  List<PageColumn<LabelSummary>> columns() {
    return columns;
  }

  List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LabelSummary label : labels) {
      rows.add(
          Map.of(
              "rank", rows.size() + 1,
              "label", label.label().label(),
              "place", label.label().place(),
              "style", label.label().style(),
              "cells", PageColumn.cells(columns, label)));
    }
    return rows;
  }

  private List<PageColumn<LabelSummary>> all() {
    List<PageColumn<LabelSummary>> all = new ArrayList<>();
    all.add(high(Metric.TEST_ACCURACY, "Mean of the seeds ± standard deviation between them"));
    all.add(low(Metric.TRAIN_LOSS, "Mean of the last epoch; the curve is on a logarithmic scale"));
    all.add(high(Metric.INTERVAL, "Of the mean accuracy of this label by itself"));
    all.add(
        high(
            Metric.DIFFERENCE,
            "Mean difference of the runs with the same seed, and the 95 % interval for all pairs"));
    all.add(low(Metric.P_ADJUSTED, "Paired t test, p adjusted for all pairs"));
    all.add(
        low(
            Metric.STEPS_TO_TARGET,
            "Measured at the ends of epochs; median of the runs that reached it"));
    all.add(low(Metric.SECONDS_TO_TARGET, "Median training time of the runs that reached it"));
    all.add(low(Metric.SECONDS, "Mean training time, evaluation left out"));
    all.add(low(Metric.LEARNING_RATE, null));
    all.add(high(Metric.RUNS, "Finished, and how many of them diverged"));
    return all;
  }

  private PageColumn<LabelSummary> low(Metric metric, String explained) {
    return column(metric, Kind.LOW_IS_GOOD, explained);
  }

  private PageColumn<LabelSummary> high(Metric metric, String explained) {
    return column(metric, Kind.HIGH_IS_GOOD, explained);
  }

  private PageColumn<LabelSummary> column(Metric metric, Kind kind, String explained) {
    String heading = metric.heading(Medium.PAGE, target);
    return new PageColumn<>(heading, kind, explained, label -> cell(metric, label));
  }

  private static PageCell cell(Metric metric, LabelSummary label) {
    OptionalDouble order = order(metric, label);
    String text = metric.text(label, Medium.PAGE);
    PageCell cell = order.isPresent() ? PageCell.of(text, order) : PageCell.words(text);
    return metric == Metric.TRAIN_LOSS ? cell.withSpark() : cell;
  }

  /** What the column is sorted by. */
  private static OptionalDouble order(Metric metric, LabelSummary label) {
    Object value = metric.value(label);
    if (metric == Metric.RUNS) {
      return OptionalDouble.of(label.runs().size() - label.diverged());
    }
    if (metric == Metric.DIFFERENCE && label.verdict() == Verdict.BEST) {
      return OptionalDouble.of(0);
    }
    if (value instanceof Estimate estimate) {
      return OptionalDouble.of(estimate.mean());
    }
    if (value instanceof Estimate.Interval interval) {
      return OptionalDouble.of(interval.low());
    }
    return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
