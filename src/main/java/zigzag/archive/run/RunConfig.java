package zigzag.archive.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zigzag.Numerals;
import zigzag.archive.Json;

/**
 * What {@code config.json} says of a run: how it was started, on what, with what.
 *
 * @param json the content; what is read may have more fields, and lack any
 */
public record RunConfig(ObjectNode json) {
  /** It is there before anything else of the run. */
  public static final String NAME = "config.json";

  /** A setting's name: what was made of the learning rate while somebody watched. */
  public static final String CHANGES = "learning-rate-changes";

  /** More would hide what they mark. */
  private static final int MAX_CHANGES = 1000;

  private static final String COMMAND = "command";
  private static final String DATA = "data";
  private static final String SETTINGS = "settings";
  private static final String VERSIONS = "versions";
  private static final String COMPARISON = "comparison";
  private static final String LABEL = "label";
  private static final String PROCESSOR = "processor";

  /**
   * Of a run to be started.
   *
   * @param command the command that starts it again
   * @param data the data set's name, where it came from and its SHA-256 sums
   * @param settings every setting in force
   * @param versions of all that computes
   */
  public static RunConfig of(
      String command, ObjectNode data, ObjectNode settings, Map<String, String> versions) {
    ObjectNode json = Json.object().put(COMMAND, command);
    json.set(DATA, data);
    json.set(SETTINGS, settings);
    versions.forEach(json.putObject(VERSIONS)::put);
    return new RunConfig(json);
  }

  /** The same for a run of a comparison, under its label. */
  public RunConfig labelled(String label) {
    ObjectNode labelled = json.deepCopy();
    labelled.putObject(COMPARISON).put(LABEL, label);
    return new RunConfig(labelled);
  }

  /** The same for a run on such a processor. */
  public RunConfig on(String processor) {
    return new RunConfig(json.deepCopy().put(PROCESSOR, processor));
  }

  /** The same with other settings. */
  public RunConfig with(ObjectNode settings) {
    ObjectNode other = json.deepCopy();
    other.set(SETTINGS, settings);
    return new RunConfig(other);
  }

  public static RunConfig read(Path folder) throws IOException {
    return new RunConfig(Json.read(folder.resolve(NAME)));
  }

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), json);
  }

  /** The file's content, which a checkpoint holds, too. */
  public String text() {
    return Json.text(json);
  }

  /** The command that starts it again, if it is text. */
  public Optional<String> command() {
    return Optional.ofNullable(json.path(COMMAND).textValue());
  }

  public ObjectNode data() {
    return part(DATA);
  }

  public ObjectNode settings() {
    return part(SETTINGS);
  }

  public ObjectNode versions() {
    return part(VERSIONS);
  }

  /** Another learning rate after so many steps. */
  public record Change(double step, double value) {
    /** What a chart says of it. */
    public String label() {
      return "learning rate " + Numerals.rate(value);
    }
  }

  /** What was made of the learning rate, as far as it can be shown. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (JsonNode change : settings().path(CHANGES)) {
      if (change.path("step").isNumber()
          && change.path("value").isNumber()
          && changes.size() < MAX_CHANGES) {
        changes.add(
            new Change(change.path("step").doubleValue(), change.path("value").doubleValue()));
      }
    }
    return changes;
  }

  /** What it was computed on; a part of a run that was interrupted may have been on another. */
  public Optional<String> processor() {
    return Optional.ofNullable(json.path(PROCESSOR).textValue());
  }

  /** The label of the comparison that it belongs to, if it does. */
  public Optional<String> label() {
    return Optional.ofNullable(json.path(COMPARISON).path(LABEL).textValue());
  }

  /** An empty object if there is none. */
  private ObjectNode part(String name) {
    return json.get(name) instanceof ObjectNode part ? part : Json.object();
  }
}
