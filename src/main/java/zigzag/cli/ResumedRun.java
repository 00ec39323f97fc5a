package zigzag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import zigzag.InputException;
import zigzag.archive.run.RunConfig;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/**
 * What a checkpoint or {@code config.json} says of its run, with the few things that may change
 * when it goes on.
 *
 * @param command the command that started the run
 * @param data where its data came from
 * @param settings the settings to go on with
 */
record ResumedRun(String command, ObjectNode data, TrainingSettings settings) {
  /** The flags that don't change the steps that are still to come. */
  private static final Set<String> FREE =
      Set.of("threads", "epochs", "patience", "checkpoint-every");

  /**
   * Joins the stored settings with the flags that were given now.
   *
   * @param file the one to resume from, for messages
   * @param content of its {@code config.json}, which a checkpoint holds, too
   * @throws InputException if a flag contradicts the stored settings
   */
  static ResumedRun of(Path file, String content, ParseResult flags, Registries rules) {
    ObjectNode config = parse(file, content);
    ObjectNode stored = object(file, config, "settings");
    int epochs = stored.path("epochs").intValue();
    for (OptionSpec option : flags.matchedOptions()) {
      String name = option.longestName().replaceFirst("^--", "");
      JsonNode hyperparameter =
          stored.path("hyperparameters").path(name.equals("learning-rate") ? "learningRate" : name);
      JsonNode setting = stored.has(name) ? stored.get(name) : hyperparameter;
      if (setting.isMissingNode() || sameValue(setting, option.getValue())) {
        continue;
      }
      if (!FREE.contains(name)) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "--%s %s: the run to resume has %s; leave the flag out",
                name,
                option.getValue(),
                setting.asText()));
      }
      stored.put(name, ((Number) option.getValue()).intValue());
    }
    TrainingSettings settings = settings(file, stored, rules);
    boolean ratesDependOnLength = !stored.path("schedule").asText().equals("constant");
    if (settings.epochs() != epochs && settings.steps() > 0) {
      throw new InputException(
          "--epochs "
              + settings.epochs()
              + ": the run ends after "
              + settings.steps()
              + " steps; leave the flag out");
    }
    if (settings.epochs() != epochs && ratesDependOnLength) {
      throw new InputException(
          "--epochs "
              + settings.epochs()
              + ": the learning rates of a "
              + stored.path("schedule").asText()
              + " schedule depend on the "
              + epochs
              + " epochs it was made for; leave the flag out");
    }
    return new ResumedRun(config.path("command").asText(), object(file, config, "data"), settings);
  }

  /**
   * Checks that the data has not changed since.
   *
   * @throws InputException if it has
   */
  void requireSameData(ObjectNode now) {
    if (!now.path("sha256").equals(data.path("sha256"))) {
      throw new InputException(
          "the data is not what the run was started with (its SHA-256 sums differ); bring the data"
              + " back or train anew with --overwrite");
    }
  }

  private static boolean sameValue(JsonNode stored, Object given) {
    return given instanceof Number number
        ? stored.isNumber() && stored.doubleValue() == number.doubleValue()
        : stored.asText().equalsIgnoreCase(String.valueOf(given));
  }

  private static TrainingSettings settings(Path file, ObjectNode stored, Registries rules) {
    try {
      return SettingsJson.read(stored, rules);
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode parse(Path file, String config) {
    try {
      return RunConfig.parse(file, config).json();
    } catch (InputException e) {
      throw new InputException(
          file + ": the settings of the run are no JSON object; train anew into another folder", e);
    }
  }

  private static ObjectNode object(Path file, ObjectNode config, String name) {
    if (config.get(name) instanceof ObjectNode object) {
      return object;
    }
    throw new InputException(
        file + " lacks the run's " + name + "; train anew into another folder");
  }
}
