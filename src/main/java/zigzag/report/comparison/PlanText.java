package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/**
 * What a comparison would do.
 *
 * @param plan the content of its {@code comparison.json}
 * @param dataset the data's name
 * @param training the number of training examples
 * @param validation of held-out ones
 * @param test of test examples
 * @param steps of each training
 * @param tuningTrainings the number of trainings that look for learning rates
 * @param seconds that all would take
 */
public record PlanText(
    ObjectNode plan,
    String dataset,
    int training,
    int validation,
    int test,
    long steps,
    long tuningTrainings,
    double seconds) {
  private int trainings() {
    return plan.path("labels").size() * plan.path("seeds").size();
  }

  /** The numbers. */
  public ObjectNode json() {
    ObjectNode document = Json.object();
    document.put("dataset", dataset);
    plan.path("labels").forEach(l -> document.withArray("labels").add(l.get("label")));
    document.set("seeds", plan.get("seeds"));
    document.put("steps_per_training", steps);
    document.put("tuning_trainings", tuningTrainings);
    document.put("trainings", trainings());
    document.set("threads", plan.at("/settings/threads"));
    document.put("estimated_seconds", seconds);
    return document;
  }

  /** The plan for a terminal of some columns. */
  public String text(int width) {
    JsonNode settings = plan.path("settings");
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode label : plan.path("labels")) {
      rows.add(
          List.of(
              label.path("label").asText(),
              label.path("optimizer").asText(),
              hyperparameters(label, settings),
              label.path("init").asText()));
    }
    List<Column> columns =
        List.of(
            Column.text("label"),
            Column.text("optimizer"),
            Column.text("hyperparameters"),
            Column.text("init"));
    StringBuilder text = new StringBuilder(new TextTable(columns, rows).render(width));
    line(
        text,
        "%s: %,d training, %,d validation and %,d test examples",
        dataset,
        training,
        validation,
        test);
    line(
        text,
        "each training: %s (%s), %s of %s",
        Numerals.count(settings.path("hidden").asInt(), "hidden unit"),
        settings.path("activation").asText(),
        Numerals.count(steps, "step"),
        Numerals.count(settings.path("batch").asInt(), "example"));
    JsonNode tuning = plan.path("tuning");
    if (tuning.isObject()) {
      line(
          text,
          "tuning: %s for each, %s for each rate: %s",
          Numerals.count(tuning.path("budget").asInt(), "learning rate"),
          Numerals.count(tuning.path("seeds").size(), "seed"),
          Numerals.count(tuningTrainings, "training"));
    }
    line(
        text,
        "comparison: %s, with the seeds %s",
        Numerals.count(trainings(), "training"),
        StreamSupport.stream(plan.path("seeds").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", ")));
    line(
        text,
        "about %s on %s, as timed on this machine just now",
        duration(),
        Numerals.count(settings.path("threads").asInt(), "thread"));
    return text.toString();
  }

  private static String hyperparameters(JsonNode label, JsonNode settings) {
    List<String> values = new ArrayList<>();
    label
        .path("hyperparameters")
        .properties()
        .forEach(
            value -> {
              String name = value.getKey().equals("learningRate") ? "lr" : value.getKey();
              values.add(name + "=" + Numerals.typed(value.getValue().asDouble()));
            });
    double decay =
        (label.has("weight-decay") ? label : settings).path("weight-decay").doubleValue();
    if (decay != 0) {
      values.add("weight-decay=" + Numerals.typed(decay));
    }
    return String.join(" ", values);
  }

  private String duration() {
    return seconds < 100
        ? Numerals.format("%.0f s", Math.ceil(seconds))
        : Numerals.format("%,.0f min", Math.ceil(seconds / 60));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(Numerals.format(format, values)).append('\n');
  }
}
