package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.Labelled;
import zigzag.archive.Json;
import zigzag.archive.run.RunConfig;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializer;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.training.settings.TrainingSettings.Execution;

/** Settings as JSON, under the names of the command line's flags. */
public final class SettingsJson {
  private static final JsonMapper JSON =
      Json.RECORDS
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .addMixIn(Labelled.class, Label.class)
          .addMixIn(Initializer.class, Label.class)
          .addMixIn(Optimizer.class, Named.class)
          .addMixIn(Augmentation.class, AugmentationKeys.class)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** The order of the file, and with it the bytes of a model; what is not listed comes after it. */
  private static final List<String> ORDER =
      List.of(
          ("hidden activation init bias-init optimizer hyperparameters schedule warmup weight-decay"
                  + " clip-norm label-smoothing ema dropout batch epochs steps augment rotation"
                  + " stretch shift elastic-alpha elastic-sigma validation patience keep"
                  + " checkpoint-every seed split-seed threads")
              .split(" ", -1));

  /** The keys of the settings that don't change the result. */
  public static final Set<String> EXECUTION =
      JSON.<ObjectNode>valueToTree(new Execution(1, 1)).properties().stream()
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());

  private interface Label {
    @JsonValue
    String label();
  }

  private interface Named {
    @JsonValue
    String name();
  }

  /** Its names on the command line, where they are not those of the record. */
  private interface AugmentationKeys {
    @JsonProperty("augment")
    Augmentation.Kind kind();

    @JsonProperty("elastic-alpha")
    double alpha();

    @JsonProperty("elastic-sigma")
    double sigma();
  }

  /** What is not bound but looked up by its name. */
  private record Rules(Map<String, Double> hyperparameters, String optimizer, String init) {}

  private SettingsJson() {}

  /** Every setting in force, in the order of the file. */
  public static ObjectNode write(TrainingSettings settings) {
    ObjectNode all = byGroup(settings);
    ObjectNode ordered = JSON.createObjectNode();
    ORDER.forEach(key -> ordered.set(key, all.remove(key)));
    return ordered.setAll(all);
  }

  /** The same, group by group. */
  public static ObjectNode byGroup(TrainingSettings settings) {
    ObjectNode all = JSON.valueToTree(settings);
    Optimizers.hyperparameters(settings.update().optimizer())
        .forEach(all.putObject("hyperparameters")::put);
    return all;
  }

  /**
   * Settings without those that don't change the result, as text: the same number can be another
   * kind of node once it was read.
   */
  public static String decisive(JsonNode settings) {
    return settings instanceof ObjectNode all
        ? all.deepCopy().remove(EXECUTION).toString()
        : settings.toString();
  }

  /** The same as they were at the start of the training. */
  public static String planned(JsonNode settings) {
    return settings instanceof ObjectNode all
        ? decisive(all.deepCopy().without(RunConfig.CHANGES))
        : decisive(settings);
  }

  /** What was made of the learning rate, as far as settings tell. */
  public static List<LearningRateSchedule.Change> changes(JsonNode settings) {
    try {
      return List.of(
          JSON.treeToValue(
              whole(settings).get(RunConfig.CHANGES), LearningRateSchedule.Change[].class));
    } catch (JsonProcessingException e) {
      throw refusal(settings, e);
    }
  }

  private static ObjectNode whole(JsonNode settings) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray(RunConfig.CHANGES);
    return settings instanceof ObjectNode all ? whole.setAll(all) : whole;
  }

  /** Reads what {@link #write} wrote; refuses a setting that is missing or makes no sense. */
  public static TrainingSettings read(JsonNode node, Registries registries) {
    if (!node.isObject()) {
      throw new InputException("the stored settings are no JSON object; train anew");
    }
    try {
      Rules rules = JSON.treeToValue(node, Rules.class);
      InjectableValues found =
          new InjectableValues.Std()
              .addValue(
                  Optimizer.class,
                  registries.optimizers().create(rules.optimizer(), rules.hyperparameters()))
              .addValue(Initializer.class, registries.initializers().named(rules.init()));
      return JSON.reader(found).treeToValue(whole(node), TrainingSettings.class);
    } catch (JsonProcessingException e) {
      throw refusal(node, e);
    }
  }

  /** What is wrong, in a line: the binding's own message speaks of Java. */
  private static InputException refusal(JsonNode node, JsonProcessingException problem) {
    if (problem.getCause() instanceof IllegalArgumentException check) {
      return new InputException("the stored settings make no sense: " + check.getMessage(), check);
    }
    String name = "settings";
    JsonNode value = node;
    if (problem instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        name = step.getFieldName();
        value = value.path(name);
      }
    }
    return new InputException(
        value.isMissingNode()
            ? "the stored settings lack " + name + "; train anew"
            : "the stored " + name + " can't be " + value + "; train anew",
        problem);
  }
}
