package zigzag.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import zigzag.tensorboard.EventWriter.Fields;
import zigzag.training.settings.SettingsJson;

/**
 * The settings of runs as TensorBoard's HParams tab takes them: messages of its plug-in's {@code
 * api.proto}, in the metadata of values that are not drawn.
 *
 * <p>Source: {@code tensorboard/plugins/hparams/{plugin_data,api}.proto}.
 */
final class Hyperparameters {
  private static final String PLUGIN = "hparams";
  private static final String PREFIX = "_hparams_/";

  private static final int EXPERIMENT = 2;
  private static final int SESSION_START = 3;
  private static final int SESSION_END = 4;

  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private final EventWriter events;

  Hyperparameters(EventWriter events) {
    this.events = events;
  }

  /**
   * Names the columns of a table of several runs. TensorBoard takes the first such event that it
   * finds as that of all it shows, so a single run has none: then the columns are those that any
   * run has.
   *
   * @param settings of the runs
   */
  void experiment(List<? extends JsonNode> settings, List<String> metrics) throws IOException {
    Map<String, Set<JsonNode>> all = new TreeMap<>();
    for (JsonNode one : settings) {
      values(one).keySet().forEach(name -> all.put(name, new HashSet<>()));
    }
    for (JsonNode one : settings) {
      Map<String, JsonNode> values = values(one);
      all.forEach((name, found) -> found.add(values.getOrDefault(name, NullNode.instance)));
    }
    // Those that tell runs apart come first: of the others few are shown.
    List<String> names =
        Stream.of(true, false)
            .flatMap(first -> all.keySet().stream().filter(name -> differs(all, name) == first))
            .toList();
    write(
        0,
        "experiment",
        EXPERIMENT,
        message -> {
          for (String column : names) {
            message.writeBytes(
                4,
                EventWriter.message(
                    info -> {
                      info.writeString(1, column);
                      info.writeEnum(4, type(all.get(column)));
                      info.writeBool(7, differs(all, column));
                    }));
          }
          for (String tag : metrics) {
            ByteString name = EventWriter.message(fields -> fields.writeString(2, tag));
            message.writeBytes(5, EventWriter.message(info -> info.writeBytes(1, name)));
          }
        });
  }

  private static boolean differs(Map<String, Set<JsonNode>> values, String name) {
    return values.get(name).size() > 1;
  }

  /** The plug-in's number for text, truth values or numbers. */
  private static int type(Set<JsonNode> values) {
    return values.stream().anyMatch(JsonNode::isNumber)
        ? 3
        : values.stream().anyMatch(JsonNode::isBoolean) ? 2 : 1;
  }

  /** A run begins. */
  void begin(JsonNode settings) throws IOException {
    write(
        0,
        "session_start_info",
        SESSION_START,
        message -> {
          for (Map.Entry<String, JsonNode> one : values(settings).entrySet()) {
            ByteString value = EventWriter.message(fields -> value(one.getValue(), fields));
            message.writeBytes(
                1,
                EventWriter.message(
                    entry -> {
                      entry.writeString(1, one.getKey());
                      entry.writeBytes(2, value);
                    }));
          }
          message.writeDouble(5, 0);
        });
  }

  /** A run is over, after so many steps. */
  void end(long step, boolean diverged) throws IOException {
    write(
        step,
        "session_end_info",
        SESSION_END,
        message -> {
          message.writeEnum(1, diverged ? FAILURE : SUCCESS);
          message.writeDouble(2, (double) step);
        });
  }

  /** A {@code google.protobuf.Value}. */
  private static void value(JsonNode value, CodedOutputStream fields) throws IOException {
    if (value.isNumber()) {
      fields.writeDouble(2, value.doubleValue());
    } else if (value.isBoolean()) {
      fields.writeBool(4, value.booleanValue());
    } else {
      fields.writeString(3, value.asText());
    }
  }

  /** Those that change the result, by their names in {@code config.json}. */
  private static Map<String, JsonNode> values(JsonNode settings) {
    Map<String, JsonNode> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      if (setting.getValue().isObject()) {
        values.putAll(values(setting.getValue()));
      } else if (setting.getValue().isValueNode()
          && !setting.getValue().isNull()
          && !SettingsJson.EXECUTION.contains(setting.getKey())) {
        values.put(setting.getKey(), setting.getValue());
      }
    }
    return values;
  }

  private void write(long step, String tag, int field, Fields content) throws IOException {
    ByteString message = EventWriter.message(content);
    events.metadata(
        step,
        PREFIX + tag,
        PLUGIN,
        EventWriter.message(
            data -> {
              data.writeInt32(1, 0);
              data.writeBytes(field, message);
            }));
  }
}
