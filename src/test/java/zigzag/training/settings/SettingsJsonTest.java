package zigzag.training.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializer;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.training.Draft;
import zigzag.training.settings.Validation.Keep;

class SettingsJsonTest {
  private static final Registries REGISTRIES = new Registries();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes settings to text and reads them back. */
  private static TrainingSettings throughText(TrainingSettings settings)
      throws JsonProcessingException {
    JsonNode node = JSON.readTree(SettingsJson.write(settings).toString());
    return SettingsJson.read(node, REGISTRIES);
  }

  static Stream<Arguments> choices() {
    return REGISTRIES.optimizers().all().stream()
        .flatMap(
            rule ->
                Stream.concat(
                        REGISTRIES.initializers().all().stream().map(Initializer::label),
                        Stream.of("normal:std=0.1", "constant:value=-1.0E-5"))
                    .map(init -> Arguments.of(rule, init)));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void everyRuleAndInitializerComesBack(Optimizer rule, String init)
      throws JsonProcessingException {
    Draft draft = new Draft();
    draft.optimizer = rule;
    draft.init = init;
    TrainingSettings settings = draft.settings();
    TrainingSettings read = throughText(settings);
    assertEquals(settings.update().optimizer(), read.update().optimizer());
    assertEquals(settings.architecture().init(), read.architecture().init());
    assertEquals(settings.architecture().init().label(), read.architecture().init().label());
  }

  @Test
  void everyOtherSettingComesBack() throws JsonProcessingException {
    Draft draft = new Draft();
    draft.hidden = 17;
    draft.activation = Activation.TANH;
    draft.biasInit = 0.1;
    draft.optimizer = REGISTRIES.optimizers().create("adam", Map.of("lr", 0.1 + 0.2, "beta1", 0.7));
    draft.schedule = Schedule.ONE_CYCLE;
    draft.warmup = 0.3;
    draft.weightDecay = 1e-4;
    draft.clipNorm = 2.5;
    draft.labelSmoothing = 0.05;
    draft.ema = 0.99;
    draft.dropout = 0.25;
    draft.batch = 33;
    draft.epochs = 12;
    draft.steps = 90;
    draft.augmentation = new Augmentation(Augmentation.Kind.ELASTIC);
    draft.validation = 77;
    draft.patience = 5;
    draft.keep = Keep.LAST;
    draft.checkpointEvery = 4;
    draft.seed = Long.MIN_VALUE;
    draft.splitSeed = Long.MAX_VALUE;
    draft.threads = 3;
    TrainingSettings settings = draft.settings();
    assertEquals(settings, throughText(settings));
  }

  /** The bytes of a model, in which they stand, depend on it. */
  @Test
  void keysKeepTheirOrder() {
    List<String> keys = new ArrayList<>();
    SettingsJson.write(new Draft().settings()).fieldNames().forEachRemaining(keys::add);
    assertEquals(
        "hidden activation init bias-init optimizer hyperparameters schedule warmup weight-decay"
            + " clip-norm label-smoothing ema dropout batch epochs steps augment rotation stretch"
            + " shift elastic-alpha elastic-sigma validation patience keep checkpoint-every seed"
            + " split-seed threads",
        String.join(" ", keys));
  }

  @Test
  void whatDecidesTheResultIsAllButTheExecution() {
    Draft draft = new Draft();
    String one = SettingsJson.decisive(SettingsJson.write(draft.settings()));
    draft.threads = 7;
    draft.checkpointEvery = 3;
    assertEquals(one, SettingsJson.decisive(SettingsJson.write(draft.settings())));
    draft.seed = 2;
    assertNotEquals(one, SettingsJson.decisive(SettingsJson.write(draft.settings())));
  }

  @Test
  void aSettingThatIsMissingIsNamed() {
    ObjectNode good = SettingsJson.write(new Draft().settings());
    for (String name : (Iterable<String>) good::fieldNames) {
      ObjectNode node = good.deepCopy();
      node.remove(name);
      InputException e =
          assertThrows(InputException.class, () -> SettingsJson.read(node, REGISTRIES), name);
      assertEquals("the stored settings lack " + name + "; train anew", e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden | 0",
        "hidden | \"many\"",
        "hidden | 1.5",
        "hidden | 4294967297",
        "activation | \"softplus\"",
        "init | \"xaviar\"",
        "bias-init | \"NaN\"",
        "optimizer | \"adan\"",
        "hyperparameters | {\"beta3\": 1}",
        "hyperparameters | {\"learningRate\": -1}",
        "hyperparameters | {\"learningRate\": \"x\"}",
        "hyperparameters | 5",
        "schedule | \"linear\"",
        "warmup | 9",
        "weight-decay | -1",
        "weight-decay | \"none\"",
        "dropout | 1",
        "dropout | -0.1",
        "batch | 0",
        "epochs | -1",
        "epochs | null",
        "steps | -1",
        "augment | \"mirror\"",
        "validation | -1",
        "patience | -1",
        "keep | \"worst\"",
        "checkpoint-every | 0",
        "seed | \"one\"",
        "seed | 1e30",
        "split-seed | {}",
        "threads | 0",
        "threads | [1]"
      })
  void aSettingThatMakesNoSenseIsRefused(String name, String value) throws JsonProcessingException {
    ObjectNode node = SettingsJson.write(new Draft().settings());
    node.set(name, JSON.readTree(value));
    InputException e =
        assertThrows(InputException.class, () -> SettingsJson.read(node, REGISTRIES));
    assertFalse(e.getMessage().contains("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "hidden, 0",
    "batch, 0",
    "epochs, -1",
    "steps, -1",
    "validation, -1",
    "patience, -1",
    "checkpoint-every, 0",
    "threads, 0"
  })
  void settingsRefuseNumbersThatMakeNoSense(String name, int value) {
    Draft draft = new Draft();
    switch (name) {
      case "hidden" -> draft.hidden = value;
      case "batch" -> draft.batch = value;
      case "epochs" -> draft.epochs = value;
      case "steps" -> draft.steps = value;
      case "validation" -> draft.validation = value;
      case "patience" -> draft.patience = value;
      case "checkpoint-every" -> draft.checkpointEvery = value;
      default -> draft.threads = value;
    }
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, draft::settings);
    assertEquals(name + " is " + value + "; it must be at least " + (value + 1), e.getMessage());
  }

  @Test
  void patienceNeedsSomethingToWatch() {
    Draft draft = new Draft();
    draft.patience = 1;
    draft.validation = 0;
    assertThrows(IllegalArgumentException.class, draft::settings);
  }
}
