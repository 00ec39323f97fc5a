package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.run.Symptom;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.comparison.Metric.Medium;
import zigzag.report.page.PageCell;
import zigzag.report.page.PageColumn;
import zigzag.report.page.PageColumn.Kind;
import zigzag.report.page.Setting;
import zigzag.report.text.Estimate;

/**
 * The tables of a comparison's page: a row for each label, best first, and one for each run, which
 * unfolds to its settings.
 */
final class PageTables {
  private final List<LabelSummary> labels;
  private final ComparisonFolder folder;
  private final Double target;

  PageTables(ComparisonSummary summary) {
    labels = summary.labels();
    folder = summary.folder();
    target = folder.target();
  }

  /** Adds what the template names. */
  void addTo(Map<String, Object> view) {
    List<PageColumn<LabelSummary>> ofLabels = PageColumn.used(ofLabels(), labels);
    List<PageColumn<ComparedRun>> ofRuns = PageColumn.used(ofRuns(), folder.runs());
    view.put("summaryColumns", ofLabels);
    view.put("summaryRows", labels.stream().map(label -> row(label, ofLabels)).toList());
    view.put("runColumns", ofRuns);
    Set<Setting> shared = Set.copyOf(Setting.of(folder.plan().settings()));
    view.put("runRows", folder.runs().stream().map(run -> row(run, ofRuns, shared)).toList());
  }

  private Map<String, Object> row(LabelSummary label, List<PageColumn<LabelSummary>> columns) {
    return Map.of(
        "rank", labels.indexOf(label) + 1,
        "label", label.label().label(),
        "place", label.label().place(),
        "style", label.label().style(),
        "cells", PageColumn.cells(columns, label));
  }

  private Map<String, Object> row(
      ComparedRun run, List<PageColumn<ComparedRun>> columns, Set<Setting> shared) {
    Map<String, Object> row = new HashMap<>();
    row.put("label", run.label());
    row.put("style", folder.labelOf(run).style());
    row.put("cells", PageColumn.cells(columns, run));
    row.put("width", columns.size() + 1);
    String command = run.config().path("command").textValue();
    row.put("command", command == null ? null : Printable.line(command));
    row.put("notes", run.summary().diagnosis().stream().map(Symptom::text).toList());
    List<Setting> own = new ArrayList<>(Setting.of(run.config().path("settings")));
    own.removeAll(shared);
    row.put("settings", own);
    return row;
  }

  private List<PageColumn<LabelSummary>> ofLabels() {
    return List.of(
        high(Metric.TEST_ACCURACY, "Mean of the seeds ± standard deviation between them"),
        low(Metric.TRAIN_LOSS, "Mean of the last epoch; the curve is on a logarithmic scale"),
        high(Metric.INTERVAL, "Of the mean accuracy of this label by itself"),
        high(
            Metric.DIFFERENCE,
            "Mean difference of the runs with the same seed, and the 95 % interval for all pairs"),
        low(Metric.P_ADJUSTED, "Paired t test, p adjusted for all pairs"),
        low(
            Metric.STEPS_TO_TARGET,
            "Measured at the ends of epochs; median of the runs that reached it"),
        low(Metric.SECONDS_TO_TARGET, "Median training time of the runs that reached it"),
        low(Metric.SECONDS, "Mean training time, evaluation left out"),
        low(Metric.LEARNING_RATE, null),
        high(Metric.RUNS, "Finished, and how many of them diverged"));
  }

  private PageColumn<LabelSummary> low(Metric metric, String explained) {
    return column(metric, Kind.LOW_IS_GOOD, explained, label -> cell(metric, label));
  }

  private PageColumn<LabelSummary> high(Metric metric, String explained) {
    return column(metric, Kind.HIGH_IS_GOOD, explained, label -> cell(metric, label));
  }

  private <T> PageColumn<T> column(
      Metric metric, Kind kind, String explained, Function<T, PageCell> cell) {
    return new PageColumn<>(metric.heading(Medium.PAGE, target), kind, explained, cell);
  }

  private static PageCell cell(Metric metric, LabelSummary label) {
    Double order = order(metric, label);
    String text = metric.text(label, Medium.PAGE);
    PageCell cell = order == null ? PageCell.words(text) : PageCell.of(text, order);
    return metric == Metric.TRAIN_LOSS ? cell.withSpark() : cell;
  }

  private static Double order(Metric metric, LabelSummary label) {
    if (metric == Metric.RUNS) {
      return (double) (label.runs().size() - label.diverged());
    }
    if (metric == Metric.DIFFERENCE && label.verdict() == Verdict.BEST) {
      return 0.0;
    }
    Object value = metric.value(label);
    if (value instanceof Estimate estimate) {
      return estimate.mean();
    }
    return value instanceof Estimate.Interval interval ? interval.low() : (Double) value;
  }

  private List<PageColumn<ComparedRun>> ofRuns() {
    String ofLast = "Mean of the last epoch";
    String atEnds = "Measured at the ends of epochs";
    String ofTraining = "Of training, evaluation left out";
    Kind low = Kind.LOW_IS_GOOD;
    return List.of(
        new PageColumn<>("Seed", low, null, run -> PageCell.of("" + run.seed())),
        column(
            Metric.TEST_ACCURACY,
            Kind.HIGH_IS_GOOD,
            null,
            figure("test_accuracy", share -> Numerals.format("%.2f", 100 * share))),
        new PageColumn<>("Test loss", low, null, figure("test_loss", Numerals::loss)),
        column(Metric.TRAIN_LOSS, low, ofLast, figure("train_loss", Numerals::loss)),
        column(Metric.STEPS_TO_TARGET, low, atEnds, figure("steps_to_target", Numerals::steps)),
        new PageColumn<>("Steps", low, null, figure("steps", Numerals::steps)),
        column(Metric.SECONDS, low, ofTraining, figure("seconds", Metric::seconds)),
        new PageColumn<>(
            "Diverged", Kind.TEXT, null, run -> PageCell.of(run.diverged() ? "diverged" : "")));
  }

  private Function<ComparedRun, PageCell> figure(String name, DoubleFunction<String> format) {
    return run ->
        run.figures(target).get(name) instanceof Number value
            ? PageCell.of(format.apply(value.doubleValue()), value.doubleValue())
            : PageCell.EMPTY;
  }
}
