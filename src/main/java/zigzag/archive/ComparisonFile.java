package zigzag.archive;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import zigzag.InputException;

/**
 * {@code comparison.json}: what was to be compared, on what and how.
 *
 * @param command the command line that started it
 * @param arguments the same, word by word; none of a merge
 * @param merged what was put together; empty for a comparison that was carried out
 * @param part the share of the trainings that is carried out here; null for all
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param settings that all trainings share
 * @param labels in the order the user gave, which results, charts and colours keep
 * @param seeds in that order, too: each label is trained once with each
 * @param target the validation accuracy to reach; null if none was asked for
 * @param tuning how learning rates were chosen by trials; null if they were given
 */
public record ComparisonFile(
    String command,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> arguments,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> merged,
    @JsonInclude(JsonInclude.Include.NON_NULL) Share part,
    ObjectNode data,
    ObjectNode settings,
    List<Label> labels,
    List<Long> seeds,
    Double target,
    JsonNode tuning,
    JsonNode versions) {
  public static final String NAME = "comparison.json";

  private static final int MAX_SEEDS = 10_000;

  /**
   * One of the things compared.
   *
   * @param own settings that only it has
   */
  public record Label(
      String label,
      String optimizer,
      String init,
      @JsonAnyGetter @JsonAnySetter Map<String, Object> own) {
    public Label {
      Json.requireLine("label", label, Json.LINE);
      Json.requireLine("optimizer", optimizer, Json.LINE);
      Json.requireLine("init", init, Json.LINE);
      own = Objects.requireNonNullElse(own, Map.of());
    }
  }

  /**
   * A comparison that was merged.
   *
   * @param part the share of the trainings that it was; null for a comparison of its own
   */
  public record Part(
      String folder,
      String command,
      JsonNode versions,
      @JsonInclude(JsonInclude.Include.NON_NULL) Share part) {
    public Part {
      Json.require("folder", folder, String.class);
      command = Objects.requireNonNullElse(command, "");
    }
  }

  public ComparisonFile {
    Json.require("settings", settings, ObjectNode.class);
    Json.require("data", data, ObjectNode.class);
    Json.require("data.name", data.path("name").textValue(), String.class);
    Json.require(
        "data.sha256",
        data.get("sha256") instanceof ObjectNode sums ? sums : null,
        ObjectNode.class);
    if (target != null && !(target > 0 && target <= 1)) {
      throw new InputException("target is " + target + "; it is a share above 0 and up to 1");
    }
    Json.requireSize("labels", labels, ReportLimits.LABELS);
    requireDifferent("label", labels.stream().map(Label::label).toList());
    Json.requireSize("seeds", seeds, MAX_SEEDS);
    requireDifferent("seed", seeds);
    arguments = Objects.requireNonNullElse(arguments, List.of());
    merged = Objects.requireNonNullElse(merged, List.of());
    if (!merged.isEmpty()) {
      Json.requireSize("merged", merged, ReportLimits.RUNS);
    }
    command = Objects.requireNonNullElse(command, "");
    int trainings = labels.size() * seeds.size();
    Stream.concat(Stream.ofNullable(part), shares(merged))
        .forEach(share -> share.requireSome(trainings));
  }

  private static void requireDifferent(String what, List<?> names) {
    Set<Object> different = new HashSet<>();
    for (Object name : names) {
      if (!different.add(name)) {
        throw new InputException("the " + what + " " + name + " is there twice");
      }
    }
  }

  public static ComparisonFile read(Path folder) throws IOException {
    return Json.read(folder.resolve(NAME), ComparisonFile.class);
  }

  /** Whether learning rates were chosen by trials. */
  public boolean tuned() {
    return tuning != null && tuning.isObject();
  }

  /** How many trainings belong in the folder. */
  public int trainings() {
    return Objects.requireNonNullElse(part, Share.WHOLE).count(labels.size() * seeds.size());
  }

  /** The shares that were put together, if it was carried out in parts. */
  public List<Share> shares() {
    return shares(merged).toList();
  }

  private static Stream<Share> shares(List<Part> merged) {
    return merged.stream().map(Part::part).filter(Objects::nonNull);
  }

  /** The sums that tell whether data is the same. */
  public JsonNode sha256() {
    return data.path("sha256");
  }

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }
}
