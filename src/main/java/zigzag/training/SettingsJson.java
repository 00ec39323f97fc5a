package zigzag.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import zigzag.InputException;
import zigzag.data.Augmentation;
import zigzag.network.Activation;
import zigzag.network.NamedInitializer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;

/** Settings as JSON, under the names of the command line's flags. */
public final class SettingsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsJson() {}

  /** Every setting in force. */
  public static ObjectNode write(TrainingSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    node.put("hidden", settings.hidden());
    node.put("activation", settings.activation().label());
    node.put("init", settings.init().label());
    node.put("bias-init", settings.biasInit());
    node.put("optimizer", settings.optimizer().name());
    ObjectNode hyperparameters = node.putObject("hyperparameters");
    Optimizers.hyperparameters(settings.optimizer()).forEach(hyperparameters::put);
    node.put("schedule", settings.schedule().label());
    node.put("warmup", settings.warmupEpochs());
    node.put("weight-decay", settings.weightDecay());
    node.put("batch", settings.batch());
    node.put("epochs", settings.epochs());
    node.put("augment", settings.augmentation().label());
    node.put("validation", settings.validation());
    node.put("patience", settings.patience());
    node.put("keep", settings.keep().label());
    node.put("checkpoint-every", settings.checkpointEvery());
    node.put("seed", settings.seed());
    node.put("split-seed", settings.splitSeed());
    node.put("threads", settings.threads());
    return node;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param optimizers where the update rule is looked up
   * @throws InputException if a setting is missing or makes no sense
   */
  public static TrainingSettings read(JsonNode node, Optimizers optimizers) {
    Map<String, Double> hyperparameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : require(node, "hyperparameters").properties()) {
      hyperparameters.put(entry.getKey(), entry.getValue().asDouble());
    }
    try {
      return new TrainingSettings(
          require(node, "hidden").intValue(),
          Activation.named(require(node, "activation").asText()),
          NamedInitializer.named(require(node, "init").asText()),
          require(node, "bias-init").doubleValue(),
          optimizers.create(require(node, "optimizer").asText(), hyperparameters),
          Schedule.named(require(node, "schedule").asText()),
          require(node, "warmup").doubleValue(),
          require(node, "weight-decay").doubleValue(),
          require(node, "batch").intValue(),
          require(node, "epochs").intValue(),
          Augmentation.named(require(node, "augment").asText()),
          require(node, "validation").intValue(),
          require(node, "patience").intValue(),
          Keep.named(require(node, "keep").asText()),
          require(node, "checkpoint-every").intValue(),
          require(node, "seed").longValue(),
          require(node, "split-seed").longValue(),
          require(node, "threads").intValue());
    } catch (IllegalArgumentException e) {
      throw new InputException("the stored settings make no sense: " + e.getMessage(), e);
    }
  }

  private static JsonNode require(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new InputException("the stored settings lack " + name + "; train anew");
    }
    return value;
  }
}
