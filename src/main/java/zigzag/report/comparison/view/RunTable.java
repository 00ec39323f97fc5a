package zigzag.report.comparison.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.run.Symptom;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.view.Metric.Medium;
import zigzag.report.page.PageCell;
import zigzag.report.page.PageColumn;
import zigzag.report.page.PageColumn.Kind;
import zigzag.report.page.Setting;

/** The table of a comparison's page with a row for each run, which unfolds to its settings. */
final class RunTable {
  private final ComparisonFolder folder;
  private final List<PageColumn<ComparedRun>> columns;

  RunTable(ComparisonFolder folder) {
    this.folder = folder;
    columns = PageColumn.used(all(folder.plan().target()), folder.runs());
  }

  /** Those after the label. */
  List<PageColumn<ComparedRun>> columns() {
    return columns;
  }

  List<Map<String, Object>> rows() {
    Set<Setting> shared = Set.copyOf(Setting.of(folder.plan().settings()));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ComparedRun run : folder.runs()) {
      Map<String, Object> row = new HashMap<>();
      row.put("label", run.label());
      row.put("style", folder.labelOf(run).style());
      row.put("cells", PageColumn.cells(columns, run));
      row.put("width", columns.size() + 1);
      JsonNode command = run.config().path("command");
      row.put("command", command.isTextual() ? Printable.line(command.textValue()) : null);
      row.put("notes", run.summary().diagnosis().stream().map(Symptom::text).toList());
      row.put("settings", own(run, shared));
      rows.add(row);
    }
    return rows;
  }

  /** The settings that not all runs share. */
  private static List<Setting> own(ComparedRun run, Set<Setting> shared) {
    return Setting.of(run.config().path("settings")).stream()
        .filter(setting -> !shared.contains(setting))
        .toList();
  }

  private static List<PageColumn<ComparedRun>> all(OptionalDouble target) {
    List<PageColumn<ComparedRun>> all = new ArrayList<>();
    all.add(
        new PageColumn<>(
            "Seed", Kind.LOW_IS_GOOD, null, run -> PageCell.of(Long.toString(run.seed()))));
    all.add(
        new PageColumn<>(
            Metric.TEST_ACCURACY.heading(Medium.PAGE, target),
            Kind.HIGH_IS_GOOD,
            null,
            run -> cell(run.testAccuracy(), share -> Numerals.format("%.2f", 100 * share))));
    all.add(low("Test loss", null, run -> cell(run.testLoss(), Numerals::loss)));
    all.add(
        low(
            Metric.TRAIN_LOSS.heading(Medium.PAGE, target),
            "Mean of the last epoch",
            run -> cell(run.trainLoss(), Numerals::loss)));
    if (target.isPresent()) {
      all.add(
          low(
              Metric.STEPS_TO_TARGET.heading(Medium.PAGE, target),
              "Measured at the ends of epochs",
              run -> steps(run.stepsTo(target.getAsDouble()))));
    }
    all.add(low("Steps", null, run -> steps(OptionalLong.of(run.stepCount()))));
    all.add(
        low(
            Metric.SECONDS.heading(Medium.PAGE, target),
            "Of training, evaluation left out",
            run -> cell(OptionalDouble.of(run.trainingSeconds()), Metric::seconds)));
    all.add(
        new PageColumn<>(
            "Diverged", Kind.TEXT, null, run -> PageCell.of(run.diverged() ? "diverged" : "")));
    return all;
  }

  private static PageColumn<ComparedRun> low(
      String name, String explained, Function<ComparedRun, PageCell> cell) {
    return new PageColumn<>(name, Kind.LOW_IS_GOOD, explained, cell);
  }

  private static PageCell steps(OptionalLong steps) {
    OptionalDouble value = steps.stream().asDoubleStream().findFirst();
    return PageCell.of(Numerals.steps(value), value);
  }

  private static PageCell cell(OptionalDouble value, DoubleFunction<String> format) {
    return value.isPresent()
        ? PageCell.of(format.apply(value.getAsDouble()), value)
        : PageCell.EMPTY;
  }
}
