package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.terminal.Messages;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.experiment.comparison.TimeEstimate;
import zigzag.experiment.comparison.TuningPlan;
import zigzag.optimizer.Optimizers;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.TrainingSettings;

/**
 * What a comparison would do, for {@code --dry-run}.
 *
 * @param plan the comparison
 * @param data what it would be done on
 */
record PlanText(ComparisonPlan plan, DataSplit data) {
  /** Estimates the time and prints the plan. */
  void show(Messages messages) throws IOException {
    messages.say("timing each optimizer for a moment");
    int threads = plan.common().threads();
    double seconds = new TimeEstimate(plan, data).seconds(threads);
    ObjectNode document = Json.object();
    document.put("dataset", data.train().name());
    plan.contenders().forEach(c -> document.withArray("labels").add(c.label()));
    plan.seeds().forEach(document.withArray("seeds")::add);
    document.put("steps_per_training", plan.steps(data));
    document.put("tuning_trainings", plan.tuningTrainings());
    document.put("trainings", plan.trainings());
    document.put("threads", threads);
    document.put("estimated_seconds", seconds);
    messages.result(text(threads, seconds), document);
  }

  private String text(int threads, double seconds) {
    TrainingSettings common = plan.common();
    List<List<String>> rows = new ArrayList<>();
    for (Contender contender : plan.contenders()) {
      rows.add(
          List.of(
              contender.label(),
              contender.optimizer().name(),
              hyperparameters(contender),
              contender.init().label()));
    }
    StringBuilder text =
        new StringBuilder(
            new TextTable(
                    List.of(
                        Column.text("label"),
                        Column.text("optimizer"),
                        Column.text("hyperparameters"),
                        Column.text("init")),
                    rows)
                .render(Messages.width()));
    line(
        text,
        "%s: %,d training, %,d validation and %,d test examples",
        data.train().name(),
        data.training().length,
        data.validation().length,
        data.test().size());
    line(
        text,
        "each training: %s (%s), %s of %s",
        Numerals.count(common.hidden(), "hidden unit"),
        common.activation().label(),
        Numerals.count(plan.steps(data), "step"),
        Numerals.count(common.batch(), "example"));
    plan.tuning().ifPresent(tuning -> line(text, "%s", describe(tuning)));
    line(
        text,
        "comparison: %s, with the seeds %s",
        Numerals.count(plan.trainings(), "training"),
        plan.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    line(
        text,
        "about %s on %s, as timed on this machine just now",
        duration(seconds),
        Numerals.count(threads, "thread"));
    return text.toString();
  }

  private String describe(TuningPlan tuning) {
    return String.format(
        Locale.ROOT,
        "tuning: %s for each, %s for each rate: %s",
        Numerals.count(tuning.budget(), "learning rate"),
        Numerals.count(tuning.seeds().size(), "seed"),
        Numerals.count(plan.tuningTrainings(), "training"));
  }

  private static String hyperparameters(Contender contender) {
    return Optimizers.hyperparameters(contender.optimizer()).entrySet().stream()
            .map(
                entry ->
                    (entry.getKey().equals("learningRate") ? "lr" : entry.getKey())
                        + "="
                        + Numerals.typed(entry.getValue()))
            .collect(Collectors.joining(" "))
        + (contender.weightDecay() == 0
            ? ""
            : " weight-decay=" + Numerals.typed(contender.weightDecay()));
  }

  private static String duration(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
        : String.format(Locale.ROOT, "%,.0f min", Math.ceil(seconds / 60));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
