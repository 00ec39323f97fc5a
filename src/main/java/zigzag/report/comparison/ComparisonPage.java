package zigzag.report.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.archive.TuningTrial;
import zigzag.report.comparison.TunedLabel.Edge;
import zigzag.report.comparison.TunedLabel.Rate;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;

/** The page of a comparison: what its template and its script are given. */
final class ComparisonPage {
  private final ComparisonFolder folder;
  private final ComparisonFile plan;
  private final ComparisonSummary summary;
  private final ComparisonWords words;

  ComparisonPage(ComparisonSummary summary) {
    this.summary = summary;
    folder = summary.folder();
    plan = folder.plan();
    words = new ComparisonWords(summary);
  }

  String render() throws IOException {
    return Page.render("comparison", view(), new ComparisonCurves(folder).data());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    ComparisonHeadline headline = new ComparisonHeadline(summary);
    String tuned = plan.tuned() ? ", learning rates tuned" : "";
    String command = Printable.line(plan.command());
    AccuracyStrip strip =
        new AccuracyStrip(summary.labels().stream().map(AccuracyStrip.Row::of).toList());
    view.put("name", folder.name());
    view.put("title", headline.title());
    view.put("lead", words.subject() + tuned);
    view.put("verdict", headline.verdict());
    view.put("banners", headline.banners());
    view.put("strip", strip.isEmpty() ? null : strip);
    new PageTables(summary).addTo(view);
    view.put("bandHint", bandHint());
    view.put("validated", folder.isValidated());
    view.put("tuning", folder.trials().isEmpty() ? null : tuning());
    view.put("command", command.isBlank() ? null : command);
    view.put("method", method());
    view.put("settings", Setting.of(plan.settings()));
    view.put("origins", origins());
    return view;
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

  private Map<String, Object> tuning() {
    List<Map<String, Object>> rows =
        TunedLabel.of(folder).stream().map(ComparisonPage::tuned).toList();
    long seeds = folder.trials().stream().mapToLong(TuningTrial::seed).distinct().count();
    return Map.of("rows", rows, "seeds", seeds == 1 ? "one seed" : seeds + " seeds");
  }

  private static Map<String, Object> tuned(TunedLabel label) {
    List<Rate> rates = label.rates();
    String first = Numerals.rate(rates.get(0).learningRate());
    String last = Numerals.rate(rates.get(rates.size() - 1).learningRate());
    String tried = rates.size() == 1 ? first : rates.size() + " from " + first + " to " + last;
    long count = rates.stream().filter(rate -> rate.diverged() > 0).count();
    String diverged = count == 0 ? "" : "" + count;
    String edge = label.edge() == Edge.NONE ? "" : ", the " + Metric.lowerCase(label.edge());
    String chosen = label.chosen().map(rate -> Numerals.rate(rate.learningRate())).orElse("none");
    String loss = label.chosen().map(rate -> Numerals.format("%.4f", rate.mean())).orElse("");
    return Map.of(
        "label",
        label.label().label(),
        "style",
        label.label().style(),
        "tried",
        tried,
        "diverged",
        diverged,
        "chosen",
        chosen + edge,
        "loss",
        loss);
  }

  private List<Setting> origins() {
    ObjectNode shown = Json.fields(plan).retain("data", "seeds", "target", "tuning", "versions");
    shown.properties().removeIf(field -> field.getValue().isNull());
    List<Setting> rows = new ArrayList<>(Setting.of(shown));
    for (ComparisonFile.Part part : plan.merged()) {
      rows.add(new Setting("merged from " + part.folder(), part.command()));
    }
    return rows;
  }

  private List<String> method() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(
        "Each label was trained once with each seed. Runs with the same seed see the same batches"
            + " in the same order and, with the same initializer, start at the same weights: much"
            + " of their luck is common to them and cancels when they are compared in pairs.");
    paragraphs.add(words.method());
    paragraphs.addAll(words.luck());
    paragraphs.addAll(words.parts());
    boolean apart =
        folder.trials().stream().noneMatch(trial -> plan.seeds().contains(trial.seed()));
    String tuning =
        " Learning rates were chosen on the validation data"
            + (apart ? ", with other seeds than those of the runs." : ".");
    paragraphs.add(
        "The test set was read once per run, at its end."
            + (folder.trials().isEmpty() ? "" : tuning));
    return paragraphs;
  }
}
