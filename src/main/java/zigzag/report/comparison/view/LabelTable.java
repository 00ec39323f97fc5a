package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.LabelSummary.ToTarget;
import zigzag.report.comparison.Verdict;
import zigzag.report.page.PageCell;
import zigzag.report.page.PageColumn;
import zigzag.report.page.PageColumn.Kind;
import zigzag.report.text.Estimate;
import zigzag.report.text.Figures;

/** The table of a comparison's page with a row for each label, best first. */
final class LabelTable {
  private final List<LabelSummary> labels;
  private final List<PageColumn<LabelSummary>> columns;

  LabelTable(ComparisonSummary summary) {
    labels = summary.labels();
    columns = PageColumn.used(all(summary.folder().plan().target()), labels);
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

  private static List<PageColumn<LabelSummary>> all(OptionalDouble target) {
    List<PageColumn<LabelSummary>> all = new ArrayList<>();
    all.add(
        high(
            "Test accuracy (%)",
            "Mean of the seeds ± standard deviation between them", LabelTable::accuracy));
    all.add(
        low(
            "Training loss",
            "Mean of the last epoch; the curve is on a logarithmic scale",
            LabelTable::loss));
    all.add(
        high(
            "95 % interval", "Of the mean accuracy of this label by itself", LabelTable::interval));
    all.add(
        high(
            "To the best (points)",
            "Mean difference of the runs with the same seed, and the 95 % interval for all pairs",
            LabelTable::difference));
    all.add(low("More than luck?", "Paired t test, p adjusted for all pairs", LabelTable::luck));
    if (target.isPresent()) {
      String share = Figures.share(target.getAsDouble());
      all.add(
          low(
              "Steps to " + share,
              "Measured at the ends of epochs; median of the runs that reached it",
              LabelTable::steps));
      all.add(
          low(
              "Seconds to " + share,
              "Median training time of the runs that reached it",
              label -> seconds(label.toTarget().orElseThrow().seconds())));
    }
    all.add(
        low(
            "Seconds",
            "Mean training time, evaluation left out",
            label -> seconds(label.seconds())));
    all.add(
        low(
            "Learning rate",
            null,
            label -> PageCell.of(Figures.rate(label.learningRate()), label.learningRate())));
    all.add(high("Runs", "Finished, and how many of them diverged", LabelTable::runs));
    return all;
  }

  private static PageColumn<LabelSummary> low(
      String name, String explained, Function<LabelSummary, PageCell> cell) {
    return new PageColumn<>(name, Kind.LOW_IS_GOOD, explained, cell);
  }

  private static PageColumn<LabelSummary> high(
      String name, String explained, Function<LabelSummary, PageCell> cell) {
    return new PageColumn<>(name, Kind.HIGH_IS_GOOD, explained, cell);
  }

  private static PageCell accuracy(LabelSummary label) {
    return label
        .accuracy()
        .map(share -> PageCell.of(Figures.percent(share), share.mean()))
        .orElse(PageCell.EMPTY);
  }

  private static PageCell loss(LabelSummary label) {
    return label
        .trainLoss()
        .map(loss -> PageCell.of(Figures.loss(loss.mean()), loss.mean()))
        .orElse(PageCell.EMPTY)
        .withSpark();
  }

  private static PageCell interval(LabelSummary label) {
    return label
        .accuracy()
        .filter(share -> share.interval().isPresent())
        .map(
            share ->
                PageCell.of(
                    Figures.interval(share, " to ").replace('-', '−'),
                    share.interval().orElseThrow().low()))
        .orElse(PageCell.EMPTY);
  }

  private static PageCell difference(LabelSummary label) {
    if (label.difference().isEmpty()) {
      return label.verdict() == Verdict.BEST ? PageCell.of("best", 0) : PageCell.EMPTY;
    }
    Estimate share = label.difference().get().estimate();
    String interval =
        share
            .interval()
            .map(i -> " (" + points(i.low()) + " to " + points(i.high()) + ")")
            .orElse("");
    return PageCell.of(points(share.mean()) + interval, share.mean());
  }

  /** A difference of shares in percentage points, with a sign. */
  private static String points(double share) {
    String text = Figures.format("%+.2f", 100 * share);
    return text.endsWith("0.00") ? "0.00" : text.replace('-', '−');
  }

  private static PageCell luck(LabelSummary label) {
    if (label.adjustedP().isEmpty()) {
      return label.verdict() == Verdict.BEST
          ? PageCell.EMPTY
          : PageCell.words(label.verdict().phrase());
    }
    double p = label.adjustedP().getAsDouble();
    String answer = p < Estimate.SIGNIFICANCE ? "yes" : "may be luck";
    return PageCell.of(answer + ", " + ComparisonHeadline.p(label.adjustedP()), p);
  }

  private static PageCell steps(LabelSummary label) {
    ToTarget reached = label.toTarget().orElseThrow();
    if (reached.steps().isEmpty()) {
      return PageCell.words("never");
    }
    int runs = label.runs().size();
    String some = reached.reached() < runs ? " (" + reached.reached() + " of " + runs + ")" : "";
    return PageCell.of(Figures.steps(reached.steps()) + some, reached.steps());
  }

  private static PageCell seconds(OptionalDouble seconds) {
    return PageCell.of(Figures.seconds(seconds), seconds);
  }

  private static PageCell runs(LabelSummary label) {
    int diverged = label.diverged();
    String runs = label.runs().size() + (diverged > 0 ? ", " + diverged + " diverged" : "");
    return PageCell.of(runs, label.runs().size() - diverged);
  }
}
