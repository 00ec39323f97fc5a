package zigzag.report.comparison.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.RateTrials;
import zigzag.report.comparison.TunedLabel;

/** A comparison's numbers as JSON. */
final class ComparisonJson {
  private ComparisonJson() {}

  static ObjectNode of(ComparisonSummary summary) {
    ComparisonFolder comparison = summary.folder();
    ComparisonFile plan = comparison.plan();
    ObjectNode json = Json.object();
    json.put("dataset", comparison.data().name());
    json.put("built_in_digits", comparison.data().isBuiltIn());
    json.set("settings", plan.settings());
    plan.seeds().forEach(json.putArray("seeds")::add);
    put(json, "target", plan.target());
    json.put("unfinished", comparison.unfinished());
    json.put("best", summary.best().map(label -> label.label().label()).orElse(null));
    ArrayNode labels = json.putArray("labels");
    summary.labels().forEach(label -> label(labels.addObject(), label));
    ArrayNode runs = json.putArray("runs");
    comparison.runs().forEach(run -> run(runs.addObject(), run, plan.target()));
    ArrayNode tuning = json.putArray("tuning");
    TunedLabel.of(comparison).forEach(tuned -> tuned(tuning.addObject(), tuned));
    ComparisonWords words = new ComparisonWords(summary);
    json.put("method", words.method());
    words.caveats().forEach(json.putArray("notes")::add);
    return json;
  }

  private static void label(ObjectNode json, LabelSummary label) {
    json.put("label", label.label().label());
    json.put("optimizer", label.label().optimizer());
    json.put("init", label.label().init());
    Metric.put(json, label);
  }

  private static void run(ObjectNode json, ComparedRun run, OptionalDouble target) {
    json.put("label", run.label());
    json.put("seed", run.seed());
    put(json, "learning_rate", run.learningRate());
    json.put("diverged", run.diverged());
    put(json, "test_accuracy", run.testAccuracy());
    put(json, "test_loss", run.testLoss());
    put(json, "train_loss", run.trainLoss());
    put(json, "validation_loss", run.validationLoss());
    put(json, "validation_accuracy", run.validationAccuracy());
    json.put("steps", run.stepCount());
    json.put("seconds", run.trainingSeconds());
    if (target.isPresent()) {
      run.stepsTo(target.getAsDouble())
          .ifPresentOrElse(
              steps -> json.put("steps_to_target", steps), () -> json.putNull("steps_to_target"));
      put(json, "seconds_to_target", run.secondsTo(target.getAsDouble()));
    }
  }

  private static void tuned(ObjectNode json, TunedLabel tuned) {
    json.put("label", tuned.label().label());
    put(json, "chosen", tuned.chosen().stream().mapToDouble(RateTrials::learningRate).findFirst());
    json.put("edge", tuned.edge().name().toLowerCase(Locale.ROOT));
    ArrayNode rates = json.putArray("rates");
    for (RateTrials rate : tuned.rates()) {
      ObjectNode node = rates.addObject().put("learning_rate", rate.learningRate());
      rate.losses().forEach(node.putArray("validation_losses")::add);
      node.put("diverged", rate.diverged());
    }
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    } else {
      json.putNull(name);
    }
  }
}
