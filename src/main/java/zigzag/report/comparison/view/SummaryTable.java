package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import zigzag.report.comparison.ComparisonSummary;
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
        Metric.LEARNING_RATE,
        Metric.TEST_ACCURACY,
        Metric.INTERVAL,
        Metric.DIFFERENCE,
        Metric.P_ADJUSTED,
        Metric.VERDICT);
  }

  /** How the labels came there. */
  static SummaryTable course(ComparisonSummary summary, Medium medium) {
    return of(
        summary,
        medium,
        Metric.RUNS,
        Metric.DIVERGED,
        Metric.TRAIN_LOSS,
        Metric.SECONDS,
        Metric.STEPS_TO_TARGET,
        Metric.SECONDS_TO_TARGET,
        Metric.REACHED_TARGET);
  }

  static SummaryTable of(ComparisonSummary summary, Medium medium, Metric... metrics) {
    OptionalDouble target = summary.folder().plan().target();
    List<Metric> shown = Metric.present(Stream.of(metrics), target);
    Stream<String> headings = shown.stream().map(metric -> metric.heading(medium, target));
    return new SummaryTable(
        Stream.concat(Stream.of("label"), headings).toList(),
        summary.labels().stream()
            .map(
                label ->
                    Stream.concat(
                            Stream.of(label.label().label()),
                            shown.stream().map(metric -> metric.text(label, medium)))
                        .toList())
            .toList());
  }

  /** The same with another column after the labels. */
  SummaryTable with(String heading, List<String> cells) {
    List<List<String>> wider = new ArrayList<>();
    for (List<String> row : rows) {
      wider.add(inserted(row, cells.get(wider.size())));
    }
    return new SummaryTable(inserted(headings, heading), wider);
  }

  private static List<String> inserted(List<String> row, String cell) {
    List<String> longer = new ArrayList<>(row);
    longer.add(1, cell);
    return longer;
  }
}
