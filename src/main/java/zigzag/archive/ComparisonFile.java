package zigzag.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import zigzag.InputException;

/**
 * {@code comparison.json}: what was to be compared, on what and how.
 *
 * @param command the command line that started it
 * @param arguments the same, word by word; none of a merge
 * @param merged what was put together; empty for a comparison that was carried out
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param settings that all trainings share
 * @param labels in the order the user gave, which results, charts and colours keep
 * @param seeds in that order, too: each label is trained once with each
 * @param target the validation accuracy to reach, a share from 0 to 1; empty if none was asked for
 * @param tuning how learning rates were chosen by trials; null if they were given
 */
public record ComparisonFile(
    String command,
    List<String> arguments,
    List<Part> merged,
    ObjectNode data,
    ObjectNode settings,
    List<Label> labels,
    List<Long> seeds,
    OptionalDouble target,
    JsonNode tuning,
    JsonNode versions) {
  public static final String NAME = "comparison.json";

  private static final int MAX_SEEDS = 10_000;

  /**
   * One of the things compared.
   *
   * @param own settings that only it has
   */
  public record Label(String label, String optimizer, String init, ObjectNode own) {}

  /** A comparison that was merged. */
  public record Part(String folder, String command, JsonNode versions) {}

  /**
   * Reads and checks the file.
   *
   * @throws InputException if it is missing or malformed
   */
  public static ComparisonFile read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return of(file.toString(), Json.read(file));
  }

  /**
   * What a JSON object describes.
   *
   * @param file what messages call it
   * @throws InputException if it is malformed
   */
  public static ComparisonFile of(String file, ObjectNode json) {
    JsonFields fields = new JsonFields(file + ": ", json);
    ObjectNode settings = fields.object("settings").node();
    JsonFields data = fields.object("data");
    data.object("sha256");
    data.line("name");
    OptionalDouble target = fields.number("target");
    if (target.isPresent() && !(target.getAsDouble() > 0 && target.getAsDouble() <= 1)) {
      throw new InputException(
          file + ": target is " + json.get("target") + "; it is a share above 0 and up to 1");
    }
    List<Label> labels =
        fields.objects("labels", ReportLimits.LABELS).stream().map(ComparisonFile::label).toList();
    requireDifferent(file, "label", labels.stream().map(Label::label).toList());
    List<Long> seeds = fields.wholes("seeds", MAX_SEEDS);
    requireDifferent(file, "seed", seeds);
    List<String> arguments = new ArrayList<>();
    json.path("arguments").forEach(word -> arguments.add(word.asText()));
    return new ComparisonFile(
        json.path("command").asText(),
        arguments,
        fields.objectsIfAny("merged", ReportLimits.RUNS).stream()
            .map(ComparisonFile::part)
            .toList(),
        data.node(),
        settings,
        labels,
        seeds,
        target,
        json.path("tuning"),
        json.path("versions"));
  }

  private static Label label(JsonFields fields) {
    ObjectNode own = fields.node().deepCopy().without(List.of("label", "optimizer", "init"));
    return new Label(fields.text("label"), fields.text("optimizer"), fields.text("init"), own);
  }

  private static Part part(JsonFields fields) {
    JsonNode part = fields.node();
    return new Part(
        part.path("folder").asText(), part.path("command").asText(), part.path("versions"));
  }

  private static void requireDifferent(String file, String what, List<?> names) {
    Set<Object> different = new HashSet<>();
    for (Object name : names) {
      if (!different.add(name)) {
        throw new InputException(file + ": the " + what + " " + name + " is there twice");
      }
    }
  }

  /** Whether learning rates were chosen by trials. */
  public boolean tuned() {
    return tuning.isObject();
  }

  /** The sums that tell whether data is the same. */
  public JsonNode sha256() {
    return data.path("sha256");
  }

  /** What {@link #of} reads. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("command", command);
    if (merged.isEmpty()) {
      arguments.forEach(json.putArray("arguments")::add);
    }
    merged.forEach(part -> json.withArray("merged").add(Json.fields(part)));
    json.set("data", data);
    json.set("settings", settings);
    for (Label label : labels) {
      ObjectNode entry = json.withArray("labels").addObject().put("label", label.label());
      entry.put("optimizer", label.optimizer()).put("init", label.init()).setAll(label.own());
    }
    seeds.forEach(json.putArray("seeds")::add);
    json.put("target", target.isPresent() ? (Double) target.getAsDouble() : null);
    json.set("tuning", tuning);
    json.set("versions", versions);
    return json;
  }

  /** Writes the file atomically. */
  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), json());
  }
}
