package zigzag.training.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import zigzag.InputException;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Activation;
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
    node.put("clip-norm", settings.clipNorm());
    node.put("label-smoothing", settings.labelSmoothing());
    node.put("ema", settings.ema());
    node.put("dropout", settings.dropout());
    node.put("batch", settings.batch());
    node.put("epochs", settings.epochs());
    node.put("steps", settings.steps());
    Augmentation augmentation = settings.augmentation();
    node.put("augment", augmentation.kind().label());
    node.put("rotation", augmentation.rotation());
    node.put("stretch", augmentation.stretch());
    node.put("shift", augmentation.shift());
    node.put("elastic-alpha", augmentation.alpha());
    node.put("elastic-sigma", augmentation.sigma());
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
   * @param registries where the optimizer and the initializer are looked up
   * @throws InputException if a setting is missing or makes no sense
   */
  public static TrainingSettings read(JsonNode node, Registries registries) {
    Map<String, Double> hyperparameters = new LinkedHashMap<>();
    JsonNode stored = require(node, "hyperparameters", JsonNode::isObject);
    for (String name : (Iterable<String>) stored::fieldNames) {
      hyperparameters.put(name, number(stored, name));
    }
    try {
      return new TrainingSettings(
          integer(node, "hidden"),
          Activation.named(text(node, "activation")),
          registries.initializers().named(text(node, "init")),
          number(node, "bias-init"),
          registries.optimizers().create(text(node, "optimizer"), hyperparameters),
          Schedule.named(text(node, "schedule")),
          number(node, "warmup"),
          number(node, "weight-decay"),
          number(node, "clip-norm"),
          number(node, "label-smoothing"),
          number(node, "ema"),
          number(node, "dropout"),
          integer(node, "batch"),
          integer(node, "epochs"),
          integer(node, "steps"),
          new Augmentation(
              Augmentation.Kind.named(text(node, "augment")),
              number(node, "rotation"),
              number(node, "stretch"),
              number(node, "shift"),
              number(node, "elastic-alpha"),
              number(node, "elastic-sigma")),
          integer(node, "validation"),
          integer(node, "patience"),
          Keep.named(text(node, "keep")),
          integer(node, "checkpoint-every"),
          seed(node, "seed"),
          seed(node, "split-seed"),
          integer(node, "threads"));
    } catch (IllegalArgumentException e) {
      throw new InputException("the stored settings make no sense: " + e.getMessage(), e);
    }
  }

  private static int integer(JsonNode node, String name) {
    return require(node, name, v -> v.isIntegralNumber() && v.canConvertToInt()).intValue();
  }

  private static long seed(JsonNode node, String name) {
    return require(node, name, v -> v.isIntegralNumber() && v.canConvertToLong()).longValue();
  }

  private static double number(JsonNode node, String name) {
    return require(node, name, JsonNode::isNumber).doubleValue();
  }

  private static String text(JsonNode node, String name) {
    return require(node, name, JsonNode::isTextual).textValue();
  }

  private static JsonNode require(JsonNode node, String name, Predicate<JsonNode> fits) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new InputException("the stored settings lack " + name + "; train anew");
    }
    if (!fits.test(value)) {
      throw new InputException("the stored " + name + " can't be " + value + "; train anew");
    }
    return value;
  }
}
