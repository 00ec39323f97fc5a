package zigzag.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;
import zigzag.experiment.comparison.Comparison;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.optimizer.Sgd;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/**
 * Who is to be trained: the body of a request.
 *
 * @param flags those that all contenders share
 * @param paused whether to wait before the first step
 */
record TrainingRequest(List<Part> contenders, Map<String, JsonNode> flags, Boolean paused) {
  static final int MAX_CONTENDERS = 4;

  /** What a contender may have for itself, so that the batches are the same for all. */
  private static final List<String> OWN =
      List.of("optimizer", "hyperparameters", "init", "weight-decay");

  /** One side of a comparison; without a label it is called after its rule. */
  record Part(String label, Map<String, JsonNode> flags) {
    Part {
      flags = Objects.requireNonNullElse(flags, Map.of());
    }
  }

  /**
   * What the request comes to.
   *
   * @param plan who is compared; empty for a training alone
   */
  record Start(
      Commands.Prepared first,
      List<TrainingSettings> settings,
      List<String> labels,
      Optional<ComparisonPlan> plan,
      boolean paused) {}

  TrainingRequest {
    Json.requireSize("contenders", contenders, MAX_CONTENDERS);
    flags = Objects.requireNonNullElse(flags, Map.of());
    paused = Boolean.TRUE.equals(paused);
  }

  static TrainingRequest of(ObjectNode body) {
    return Json.bind("the body", body, TrainingRequest.class);
  }

  /** Checks everything, and loads the data. */
  Start prepare(Commands commands) throws IOException {
    List<Commands.Prepared> prepared = new ArrayList<>();
    for (Map<String, String> all : allFlags()) {
      prepared.add(commands.prepare(all));
    }
    Commands.Prepared first = prepared.get(0);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      labels.add(label(contenders.get(i), prepared.get(i).settings()));
    }
    if (prepared.size() == 1) {
      return new Start(first, List.of(first.settings()), labels, Optional.empty(), paused);
    }
    ComparisonPlan plan = plan(prepared.stream().map(Commands.Prepared::settings).toList(), labels);
    for (Commands.Prepared one : prepared) {
      if (!one.description().equals(first.description())) {
        throw new InputException("contenders learn from the same data; give its flags to all");
      }
    }
    ReportLimits.requireComparison(
        labels.size(), 1, plan.steps(first.data()), plan.common().loop().epochs());
    Comparison.requireMemory(plan, first.data(), labels.size());
    long seed = plan.seeds().get(0);
    List<TrainingSettings> settings =
        plan.contenders().stream().map(contender -> plan.settings(contender, seed)).toList();
    return new Start(first, settings, labels, Optional.of(plan), paused);
  }

  /** The flags of each contender; its own go before those of all. */
  List<Map<String, String>> allFlags() {
    List<Map<String, String>> each = new ArrayList<>();
    for (Part part : contenders) {
      Map<String, String> all = new LinkedHashMap<>();
      flags.forEach((name, value) -> all.put(name, text(name, value)));
      part.flags().forEach((name, value) -> all.put(name, text(name, value)));
      each.add(all);
    }
    return each;
  }

  private static ComparisonPlan plan(List<TrainingSettings> all, List<String> labels) {
    TrainingSettings first = all.get(0);
    TrainingSettings common = first.with(first.architecture().init(), new Sgd(), 0, first.seed());
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      TrainingSettings own = all.get(i);
      contenders.add(
          new Contender(
              labels.get(i),
              own.update().optimizer(),
              own.architecture().init(),
              own.update().weightDecay()));
      requireShared(labels.get(i), own, first);
    }
    try {
      return new ComparisonPlan(
          common, contenders, List.of(first.seed()), OptionalDouble.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private static void requireShared(String label, TrainingSettings own, TrainingSettings first) {
    ObjectNode here = SettingsJson.write(own);
    ObjectNode there = SettingsJson.write(first);
    for (Map.Entry<String, JsonNode> setting : here.properties()) {
      String name = setting.getKey();
      if (!OWN.contains(name) && !setting.getValue().equals(there.get(name))) {
        throw new InputException(
            "%s: contenders differ in their optimizer, init and weight-decay alone, not in %s; give"
                + " it to all",
            label, name);
      }
    }
  }

  private static String label(Part part, TrainingSettings settings) {
    String label = part.label() == null ? settings.update().optimizer().name() : part.label();
    if (!RunsFolder.NAME.matcher(label).matches()) {
      throw new InputException(
          "label: \"%s\" can't be a part of a file's name; give letters, digits, spaces and"
              + " ._:+=,()- and begin with a letter or digit",
          label);
    }
    return label;
  }

  private static String text(String name, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new InputException("%s is %s; give text, a number, true or false", name, value);
    }
    return value.asText();
  }
}
