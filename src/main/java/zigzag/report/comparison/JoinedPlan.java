package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.ComparisonFile;
import zigzag.archive.ComparisonFile.Label;
import zigzag.archive.Decimals;
import zigzag.archive.Json;

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
  ComparisonFile file() {
    for (int i = 1; i < parts.size(); i++) {
      requireSameData(i);
      requireSameSettings(i);
    }
    ComparisonFile first = plan(0);
    return new ComparisonFile(
        parts.stream()
            .map(part -> part.plan().command())
            .distinct()
            .collect(Collectors.joining("; ")),
        List.of(),
        parts.stream().map(JoinedPlan::origin).toList(),
        first.data(),
        first.settings(),
        labels(),
        parts.stream().flatMap(part -> part.plan().seeds().stream()).distinct().sorted().toList(),
        target(),
        tuning(),
        first.versions());
  }

  private ComparisonFile plan(int i) {
    return parts.get(i).plan();
  }

  /** Where a part came from, and how. */
  private static ComparisonFile.Part origin(ComparisonFolder part) {
    return new ComparisonFile.Part(part.name(), part.plan().command(), part.plan().versions());
  }

  private void requireSameData(int i) {
    if (!plan(0).sha256().equals(plan(i).sha256())) {
      String other = parts.get(i).data().name() + ", other sums";
      throw contradiction(i, "data", parts.get(0).data().name(), other);
    }
  }

  private void requireSameSettings(int i) {
    JsonNode one = plan(0).settings();
    JsonNode other = plan(i).settings();
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
        Numerals.format(
            "%s and %s cannot be merged: %s is %s in one, %s in the other",
            folders.get(0), folders.get(i), name, one, other));
  }

  private List<Label> labels() {
    Map<String, Label> labels = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      for (Label label : plan(i).labels()) {
        // Its own settings are those of its runs, and may be given in other words.
        Label bare = new Label(label.label(), label.optimizer(), label.init(), Json.object());
        Label known = labels.putIfAbsent(label.label(), bare);
        if (known != null && !known.equals(bare)) {
          throw contradiction(i, "label " + label.label(), meaning(known), meaning(bare));
        }
      }
    }
    return List.copyOf(labels.values());
  }

  private static String meaning(Label label) {
    return label.optimizer() + " with " + label.init();
  }

  /** The target that all who have one agree on. */
  private OptionalDouble target() {
    OptionalDouble target = OptionalDouble.empty();
    for (int i = 0; i < parts.size(); i++) {
      OptionalDouble other = plan(i).target();
      if (target.isPresent() && other.isPresent() && !target.equals(other)) {
        throw contradiction(i, "target", Decimals.shortest(target), Decimals.shortest(other));
      }
      target = target.isPresent() ? target : other;
    }
    return target;
  }

  /** How rates were chosen: the same way in all parts that did, or each part's way. */
  private JsonNode tuning() {
    List<JsonNode> ways =
        parts.stream()
            .filter(part -> part.plan().tuned())
            .map(part -> part.plan().tuning())
            .distinct()
            .toList();
    if (ways.size() < 2) {
      return ways.isEmpty() ? NullNode.instance : ways.get(0);
    }
    ObjectNode all = Json.object();
    ways.forEach(all.putArray("merged")::add);
    return all;
  }
}
