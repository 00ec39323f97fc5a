package zigzag.report.comparison.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.ComparisonFile;
import zigzag.archive.TuningTrial;
import zigzag.report.chart.Axis.Range;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.RateTrials;
import zigzag.report.comparison.TunedLabel;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;
import zigzag.report.text.Estimate;

/** The page of a comparison: what its template and its script are given. */
final class ComparisonPage {
  private final ComparisonFolder folder;
  private final ComparisonFile plan;
  private final ComparisonSummary summary;

  ComparisonPage(ComparisonSummary summary) {
    this.summary = summary;
    folder = summary.folder();
    plan = folder.plan();
  }

  String render() throws IOException {
    return Page.render("comparison", view(), new ComparisonCurves(folder).data());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    ComparisonHeadline headline = new ComparisonHeadline(summary);
    view.put("name", folder.name());
    view.put("title", headline.title());
    view.put(
        "lead",
        new ComparisonWords(summary).subject() + (plan.tuned() ? ", learning rates tuned" : ""));
    view.put("verdict", headline.verdict());
    view.put("banners", new ComparisonBanners(summary).banners());
    view.put("strip", strip());
    LabelTable labels = new LabelTable(summary);
    view.put("summaryColumns", labels.columns());
    view.put("summaryRows", labels.rows());
    RunTable runs = new RunTable(folder);
    view.put("runColumns", runs.columns());
    view.put("runRows", runs.rows());
    view.put("bandHint", bandHint());
    view.put("validated", validated());
    view.put("tuning", folder.trials().isEmpty() ? null : tuning());
    String command = Printable.line(plan.command());
    view.put("command", command.isBlank() ? null : command);
    view.put("method", method());
    view.put("settings", Setting.of(plan.settings()));
    view.put("origins", origins());
    return view;
  }

  private Map<String, Object> strip() {
    AccuracyStrip strip =
        new AccuracyStrip(summary.labels().stream().map(ComparisonPage::row).toList());
    return strip.isEmpty() ? null : Map.of("rows", strip.rows(), "grid", strip.grid());
  }

  private static AccuracyStrip.Row row(LabelSummary label) {
    List<AccuracyStrip.Dot> dots = new ArrayList<>();
    label.accuracies().forEach((seed, share) -> dots.add(new AccuracyStrip.Dot(seed, 100 * share)));
    Optional<Range> interval =
        label
            .accuracy()
            .flatMap(Estimate::interval)
            .map(i -> new Range(100 * i.low(), 100 * i.high()));
    OptionalDouble mean = label.accuracy().stream().mapToDouble(a -> 100 * a.mean()).findFirst();
    int runs = label.runs().size();
    String figure = mean.isPresent() ? Numerals.format("%.2f %%", mean.getAsDouble()) : "–";
    String spread =
        interval
            .map(i -> Numerals.format(", 95 %% interval %.2f to %.2f %%", i.low(), i.high()))
            .orElse("");
    String note =
        runs == 0
            ? "no run is finished"
            : label.diverged() == 0
                ? null
                : Numerals.format("%d of %d diverged", label.diverged(), runs);
    String described =
        dots.isEmpty()
            ? "no test accuracy"
            : dots.size() == 1
                ? figure + " with one seed"
                : "mean " + figure + spread + ", " + dots.size() + " runs";
    return new AccuracyStrip.Row(label.label(), dots, note, figure, described, mean, interval);
  }

  private String bandHint() {
    boolean bands = summary.labels().stream().anyMatch(label -> label.runs().size() > 1);
    boolean diverged = folder.runs().stream().anyMatch(ComparedRun::diverged);
    return (bands ? "Lines: mean of the seeds; bands: from the lowest to the highest. " : "")
        + (diverged
            ? "Diverged runs are left out; a label with no others is drawn until the first of them"
                + " diverged. "
            : "");
  }

  private boolean validated() {
    return folder.runs().stream().anyMatch(run -> run.validationAccuracy().isPresent());
  }

  private Map<String, Object> tuning() {
    List<Map<String, Object>> rows =
        TunedLabel.of(folder).stream().map(ComparisonPage::tuned).toList();
    long seeds = folder.trials().stream().mapToLong(TuningTrial::seed).distinct().count();
    return Map.of("rows", rows, "seeds", seeds == 1 ? "one seed" : seeds + " seeds");
  }

  private static Map<String, Object> tuned(TunedLabel label) {
    List<RateTrials> rates = label.rates();
    String first = Numerals.rate(rates.get(0).learningRate());
    String last = Numerals.rate(rates.get(rates.size() - 1).learningRate());
    String range = rates.size() == 1 ? first : rates.size() + " from " + first + " to " + last;
    long diverged = rates.stream().filter(rate -> rate.diverged() > 0).count();
    String chosen =
        label.chosen().map(rate -> Numerals.rate(rate.learningRate())).orElse("none")
            + switch (label.edge()) {
              case NONE -> "";
              case SMALLEST -> ", the smallest";
              case LARGEST -> ", the largest";
            };
    return Map.of(
        "label",
        label.label().label(),
        "style",
        label.label().style(),
        "tried",
        range,
        "diverged",
        diverged == 0 ? "" : diverged,
        "chosen",
        chosen,
        "loss",
        label.chosen().map(rate -> Numerals.format("%.4f", rate.mean())).orElse(""));
  }

  private List<Setting> origins() {
    ObjectNode json = plan.json();
    ObjectNode shown = json.objectNode();
    for (String name : List.of("data", "seeds", "target", "tuning", "versions")) {
      if (json.hasNonNull(name)) {
        shown.set(name, json.get(name));
      }
    }
    List<Setting> rows = Setting.of(shown);
    for (ComparisonFile.Part part : plan.merged()) {
      rows.add(new Setting("merged from " + part.folder(), part.command()));
    }
    return rows;
  }

  private String tuningMethod() {
    if (folder.trials().isEmpty()) {
      return "";
    }
    boolean apart =
        folder.trials().stream().noneMatch(trial -> plan.seeds().contains(trial.seed()));
    return " Learning rates were chosen on the validation data"
        + (apart ? ", with other seeds than those of the runs." : ".");
  }

  private List<String> method() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(
        "Each label was trained once with each seed. Runs with the same seed see the same batches"
            + " in the same order and, with the same initializer, start at the same weights: much"
            + " of their luck is common to them and cancels when they are compared in pairs.");
    ComparisonWords words = new ComparisonWords(summary);
    paragraphs.add(words.method());
    paragraphs.addAll(words.luck());
    paragraphs.add("The test set was read once per run, at its end." + tuningMethod());
    return paragraphs;
  }
}
