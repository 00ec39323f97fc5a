package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import zigzag.Label;
import zigzag.archive.run.RunConfig;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Sgd;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/**
 * Settings as the {@code train} command that has them.
 *
 * @param program how it is started
 * @param data where the data came from, as {@link DataOptions} describes it
 * @param plugins the folder of further optimizers, or null
 */
record TrainCommandText(String program, ObjectNode data, Path plugins) {
  /** What the flags come to that nobody gave: mostly, that something is switched off. */
  private static final ObjectNode USUAL =
      SettingsJson.byGroup(new TrainingOptions().settings(new Registries(), new Sgd(), 1));

  /** What a reader wants to know in any case. */
  private static final Set<String> ALWAYS =
      Set.of(
          "hidden activation init optimizer batch epochs validation split-seed seed"
              .split(" ", -1));

  /** The command; what is switched off is left out. */
  String of(TrainingSettings settings) {
    List<String> words = new ArrayList<>(List.of(program, "train"));
    flag(words, "data", data.path("option").asText());
    if (data.has("modified")) {
      words.add("--allow-modified-data");
    }
    for (String name : List.of("digits", "test-digits", "digits-seed")) {
      if (data.has(name)) {
        flag(words, name, data.path(name).asText());
      }
    }
    Optimizer rule = settings.update().optimizer();
    Label label = new Label(rule.name(), Optimizers.hyperparameters(rule));
    ObjectNode all = SettingsJson.byGroup(settings);
    all.remove(SettingsJson.EXECUTION);
    all.remove(List.of("hyperparameters", RunConfig.CHANGES));
    if (settings.loop().steps() > 0) {
      all.remove("epochs");
    }
    all.put("optimizer", label.toString().replace(":learningRate=", ":lr="));
    for (var setting : all.properties()) {
      String name = setting.getKey();
      if (plugins != null && name.equals("optimizer")) {
        flag(words, "plugins", plugins.toAbsolutePath().normalize().toString());
      }
      // No decay is another thing than the default of a rule that has one.
      boolean isTold =
          ALWAYS.contains(name) || (name.equals("weight-decay") && rule.defaultWeightDecay() != 0);
      if (isTold || !setting.getValue().equals(USUAL.get(name))) {
        flag(words, name, setting.getValue().asText());
      }
    }
    return String.join(" ", words);
  }

  private static void flag(List<String> words, String name, String value) {
    words.addAll(List.of("--" + name, CommandText.quote(value)));
  }
}
