package zigzag.training.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What {@code config.json} says of a run: how it was started, on what, with what.
 *
 * @param command the command that starts it again
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param settings every setting in force
 */
public record RunConfig(String command, ObjectNode data, TrainingSettings settings) {
  /** The file's content. */
  public ObjectNode toJson() {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.put("command", command);
    config.set("data", data);
    config.set("settings", SettingsJson.write(settings));
    ObjectNode versions = config.putObject("versions");
    Versions.all().forEach(versions::put);
    return config;
  }
}
