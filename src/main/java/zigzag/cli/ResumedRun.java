package zigzag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import zigzag.InputException;
import zigzag.cli.folder.StoredStart;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Loop;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/** Joins the stored settings of a run with the flags that were given to go on with it. */
final class ResumedRun {
  /** The flags that say when to end, and so don't change the steps that are still to come. */
  private static final Set<String> ENDS = Set.of("epochs", "patience");

  private ResumedRun() {}

  /**
   * The settings to go on with.
   *
   * @throws InputException if a flag contradicts the stored settings
   */
  static TrainingSettings settings(StoredStart start, ParseResult flags, Registries rules) {
    ObjectNode stored = start.object("settings");
    int epochs = stored.path("epochs").intValue();
    for (OptionSpec option : flags.matchedOptions()) {
      String name = option.longestName().replaceFirst("^--", "");
      JsonNode hyperparameter =
          stored.path("hyperparameters").path(name.equals("learning-rate") ? "learningRate" : name);
      JsonNode setting = stored.has(name) ? stored.get(name) : hyperparameter;
      if (setting.isMissingNode() || sameValue(setting, option.getValue())) {
        continue;
      }
      if (!ENDS.contains(name) && !SettingsJson.EXECUTION.contains(name)) {
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
    TrainingSettings settings = read(start, stored, rules);
    if (settings.loop().epochs() != epochs) {
      requireOpenEnd(settings.loop(), settings.update().schedule(), epochs);
    }
    return settings;
  }

  private static TrainingSettings read(StoredStart start, ObjectNode stored, Registries rules) {
    try {
      return SettingsJson.read(stored, rules);
    } catch (InputException e) {
      throw new InputException(start.file() + ": " + e.getMessage(), e);
    }
  }

  private static void requireOpenEnd(Loop loop, Schedule schedule, int epochs) {
    String flag = "--epochs " + loop.epochs() + ": ";
    if (loop.steps() > 0) {
      throw new InputException(
          flag + "the run ends after " + loop.steps() + " steps; leave the flag out");
    }
    if (schedule != Schedule.CONSTANT) {
      throw new InputException(
          flag
              + "the learning rates of a "
              + schedule.label()
              + " schedule depend on the "
              + epochs
              + " epochs it was made for; leave the flag out");
    }
  }

  private static boolean sameValue(JsonNode stored, Object given) {
    return given instanceof Number number
        ? stored.isNumber() && stored.doubleValue() == number.doubleValue()
        : stored.asText().equalsIgnoreCase(String.valueOf(given));
  }
}
