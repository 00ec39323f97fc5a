package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.archive.Share;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/**
 * What a comparison would do.
 *
 * @param plan the content of its {@code comparison.json}
 * @param training the number of training examples
 * @param validation of held-out ones
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
    return share().count(plan.path("labels").size() * plan.path("seeds").size());
  }

  private Share share() {
    return plan.has("part") ? Share.of(plan.path("part").asText()) : Share.WHOLE;
  }

  public ObjectNode json() {
    ObjectNode document = Json.object();
    document.put("dataset", dataset);
    plan.path("labels").forEach(l -> document.withArray("labels").add(l.get("label")));
    document.set("seeds", plan.get("seeds"));
    document.put("steps_per_training", steps);
    document.put("tuning_trainings", tuningTrainings);
    document.put("trainings", trainings());
    document.setAll(plan.deepCopy().retain("part"));
    document.set("threads", plan.at("/settings/threads"));
    document.put("estimated_seconds", seconds);
    return document;
  }

  public String text(int width) {
    JsonNode settings = plan.path("settings");
    JsonNode tuning = plan.path("tuning");
    List<Column> columns =
        Stream.of("label", "optimizer", "hyperparameters", "init").map(Column::text).toList();
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode label : plan.path("labels")) {
      String optimizer = label.path("optimizer").asText();
      String own = hyperparameters(label, settings);
      rows.add(List.of(label.path("label").asText(), optimizer, own, label.path("init").asText()));
    }
    String rates =
        Numerals.format(
            "tuning: %s for each, %s for each rate: %s\n",
            Numerals.count(tuning.path("budget").asInt(), "learning rate"),
            Numerals.count(tuning.path("seeds").size(), "seed"),
            Numerals.count(tuningTrainings, "training"));
    String duration = seconds < 100 ? "%.0f s" : "%,.0f min";
    return new TextTable(columns, rows).render(width)
        + Numerals.format(
            """
            %s: %,d training, %,d validation and %,d test examples
            each training: %s (%s), %s of %s
            %s%s: %s, with the seeds %s
            about %s on %s, as timed on this machine just now
            """,
            dataset,
            training,
            validation,
            test,
            Numerals.count(settings.path("hidden").asInt(), "hidden unit"),
            settings.path("activation").asText(),
            Numerals.count(steps, "step"),
            Numerals.count(settings.path("batch").asInt(), "example"),
            tuning.isObject() ? rates : "",
            plan.has("part") ? "part " + share() + " of the comparison" : "comparison",
            Numerals.count(trainings(), "training"),
            StreamSupport.stream(plan.path("seeds").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", ")),
            Numerals.format(duration, Math.ceil(seconds < 100 ? seconds : seconds / 60)),
            Numerals.count(settings.path("threads").asInt(), "thread"));
  }

  private static String hyperparameters(JsonNode label, JsonNode settings) {
    List<String> values = new ArrayList<>();
    for (var value : label.path("hyperparameters").properties()) {
      String name = value.getKey().equals("learningRate") ? "lr" : value.getKey();
      values.add(name + "=" + Numerals.typed(value.getValue().asDouble()));
    }
    double decay =
        (label.has("weight-decay") ? label : settings).path("weight-decay").doubleValue();
    if (decay != 0) {
      values.add("weight-decay=" + Numerals.typed(decay));
    }
    return String.join(" ", values);
  }
}
