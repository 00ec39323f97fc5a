package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.archive.Decimals;

/**
 * The {@code comparison.json} of several comparisons together.
 *
 * @param folders where they lie
 * @param parts what was read there
 */
record JoinedPlan(List<Path> folders, List<ComparisonFolder> parts) {
  /** Settings that change no result. */
  private static final Set<String> FREE = Set.of("threads", "checkpoint-every", "seed", "seeds");

  /**
   * Joins them.
   *
   * @throws InputException at the first thing in which they contradict each other
   */
  ObjectNode json() {
    for (int i = 1; i < parts.size(); i++) {
      requireSameData(i);
      requireSameSettings(i);
    }
    ObjectNode first = plan(0).json();
    ObjectNode joined = new ObjectMapper().createObjectNode();
    joined.put(
        "command",
        parts.stream()
            .map(part -> part.plan().json().path("command").asText())
            .distinct()
            .collect(Collectors.joining("; ")));
    joined.set("merged", origins());
    joined.set("data", first.get("data"));
    joined.set("settings", first.get("settings"));
    labels(joined.putArray("labels"));
    Set<Long> seeds = new LinkedHashSet<>();
    parts.forEach(part -> seeds.addAll(part.plan().seeds()));
    seeds.stream().sorted().forEach(joined.putArray("seeds")::add);
    OptionalDouble target = target();
    joined.put("target", target.isPresent() ? target.getAsDouble() : null);
    joined.set("tuning", tuning());
    joined.set("versions", first.path("versions"));
    return joined;
  }

  private ComparisonPlan plan(int i) {
    return parts.get(i).plan();
  }

  private void requireSameData(int i) {
    JsonNode one = plan(0).json().at("/data/sha256");
    if (!one.equals(plan(i).json().at("/data/sha256"))) {
      throw contradiction(i, "data", plan(0).data().name(), plan(i).data().name() + ", other sums");
    }
  }

  private void requireSameSettings(int i) {
    JsonNode one = plan(0).json().get("settings");
    JsonNode other = plan(i).json().get("settings");
    Set<String> names = new LinkedHashSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    names.removeAll(FREE);
    for (String name : names) {
      if (!one.path(name).equals(other.path(name))) {
        throw contradiction(i, name, text(one.path(name)), text(other.path(name)));
      }
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "not set" : value.toString();
  }

  private InputException contradiction(int i, String name, String one, String other) {
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s and %s cannot be merged: %s is %s in one, %s in the other",
            folders.get(0),
            folders.get(i),
            name,
            one,
            other));
  }

  /** Where the parts came from, and how. */
  private ArrayNode origins() {
    ArrayNode origins = new ObjectMapper().createArrayNode();
    for (ComparisonFolder part : parts) {
      ObjectNode origin = origins.addObject().put("folder", part.name());
      origin.set("command", part.plan().json().path("command"));
      origin.set("versions", part.plan().json().path("versions"));
    }
    return origins;
  }

  private void labels(ArrayNode json) {
    Map<String, ComparedLabel> labels = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      for (ComparedLabel label : plan(i).labels()) {
        ComparedLabel known = labels.putIfAbsent(label.label(), label);
        if (known != null && !meaning(known).equals(meaning(label))) {
          throw contradiction(i, "label " + label.label(), meaning(known), meaning(label));
        }
      }
    }
    for (ComparedLabel label : labels.values()) {
      json.addObject()
          .put("label", label.label())
          .put("optimizer", label.optimizer())
          .put("init", label.init());
    }
  }

  private static String meaning(ComparedLabel label) {
    return label.optimizer() + " with " + label.init();
  }

  /** The target that all who have one agree on. */
  private OptionalDouble target() {
    OptionalDouble target = OptionalDouble.empty();
    for (int i = 0; i < parts.size(); i++) {
      OptionalDouble other = plan(i).target();
      if (target.isPresent() && other.isPresent() && !target.equals(other)) {
        throw contradiction(i, "target", shortest(target), shortest(other));
      }
      target = target.isPresent() ? target : other;
    }
    return target;
  }

  private static String shortest(OptionalDouble value) {
    return Decimals.shortest(value);
  }

  /** How rates were chosen: the same way in all parts that did, or each part's way. */
  private JsonNode tuning() {
    List<JsonNode> ways = new ArrayList<>();
    for (ComparisonFolder part : parts) {
      JsonNode way = part.plan().json().path("tuning");
      if (way.isObject() && !ways.contains(way)) {
        ways.add(way);
      }
    }
    ObjectMapper mapper = new ObjectMapper();
    if (ways.size() < 2) {
      return ways.isEmpty() ? mapper.nullNode() : ways.get(0);
    }
    ObjectNode all = mapper.createObjectNode();
    ways.forEach(all.putArray("merged")::add);
    return all;
  }
}
