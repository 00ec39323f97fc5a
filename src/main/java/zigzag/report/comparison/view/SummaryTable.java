package zigzag.report.comparison.view;

import static zigzag.report.comparison.view.Metric.DIFFERENCE;
import static zigzag.report.comparison.view.Metric.DIVERGED;
import static zigzag.report.comparison.view.Metric.INTERVAL;
import static zigzag.report.comparison.view.Metric.LEARNING_RATE;
import static zigzag.report.comparison.view.Metric.P_ADJUSTED;
import static zigzag.report.comparison.view.Metric.REACHED_TARGET;
import static zigzag.report.comparison.view.Metric.RUNS;
import static zigzag.report.comparison.view.Metric.SECONDS;
import static zigzag.report.comparison.view.Metric.SECONDS_TO_TARGET;
import static zigzag.report.comparison.view.Metric.STEPS_TO_TARGET;
import static zigzag.report.comparison.view.Metric.TEST_ACCURACY;
import static zigzag.report.comparison.view.Metric.TRAIN_LOSS;
import static zigzag.report.comparison.view.Metric.VERDICT;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.view.Metric.Medium;

/**
 * The labels of a comparison as a table, best first.
 *
 * @param headings of the columns, the first that of the labels
 * @param rows as many cells as there are headings
 */
record SummaryTable(List<String> headings, List<List<String>> rows) {
  /** How the labels ended and how they stand to the best. */
  static SummaryTable results(ComparisonSummary summary, Medium medium) {
    return of(
        summary,
        medium,
        List.of(LEARNING_RATE, TEST_ACCURACY, INTERVAL, DIFFERENCE, P_ADJUSTED, VERDICT));
  }

  /** How the labels came there. */
  static SummaryTable course(ComparisonSummary summary, Medium medium) {
    List<Metric> metrics =
        medium == Medium.TERMINAL
            ? List.of(TRAIN_LOSS, STEPS_TO_TARGET, SECONDS_TO_TARGET, SECONDS, DIVERGED)
            : List.of(
                RUNS,
                DIVERGED,
                TRAIN_LOSS,
                SECONDS,
                STEPS_TO_TARGET,
                SECONDS_TO_TARGET,
                REACHED_TARGET);
    return of(summary, medium, metrics);
  }

  private static SummaryTable of(ComparisonSummary summary, Medium medium, List<Metric> metrics) {
    OptionalDouble target = summary.folder().plan().target();
    List<Metric> shown = metrics.stream().filter(metric -> metric.isShown(target)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (LabelSummary label : summary.labels()) {
      Stream<String> cells = shown.stream().map(metric -> metric.text(label, medium));
      rows.add(Stream.concat(Stream.of(label.label().label()), cells).toList());
    }
    Stream<String> headings = shown.stream().map(metric -> metric.heading(medium, target));
    return new SummaryTable(Stream.concat(Stream.of("label"), headings).toList(), rows);
  }

  /** The same with another column after the labels. */
  SummaryTable with(String heading, List<String> cells) {
    List<String> names = new ArrayList<>(headings);
    names.add(1, heading);
    List<List<String>> wider = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> longer = new ArrayList<>(row);
      longer.add(1, cells.get(wider.size()));
      wider.add(longer);
    }
    return new SummaryTable(names, wider);
  }
}
