package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import zigzag.cli.option.DataOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.data.distortion.Augmentation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Keep;
import zigzag.training.settings.TrainingSettings;

/**
 * Settings as the {@code train} command that has them.
 *
 * @param data where the data came from, as {@link DataOptions} describes it
 * @param plugins the folder of further optimizers, or null
 */
record TrainCommandText(ObjectNode data, Path plugins) {
  /** The command, to be stored; what is switched off is left out. */
  String of(TrainingSettings settings) {
    return of(CommandText.STORED_PROGRAM, settings);
  }

  /** The same for a program that is started in another way. */
  String of(String program, TrainingSettings settings) {
    List<String> words = new ArrayList<>(List.of(program, "train"));
    flag(words, "--data", data.path("option").asText(), "");
    if (data.has("modified")) {
      words.add("--allow-modified-data");
    }
    flag(words, "--digits", data.path("digits").asText(), "");
    flag(words, "--test-digits", data.path("test-digits").asText(), "");
    flag(words, "--digits-seed", data.path("digits-seed").asText(), "");
    flag(words, "--hidden", settings.hidden(), null);
    flag(words, "--activation", settings.activation().label(), null);
    flag(words, "--init", settings.init().label(), null);
    flag(words, "--dropout", settings.dropout(), 0.0);
    flag(words, "--bias-init", settings.biasInit(), 0.0);
    if (plugins != null) {
      flag(words, "--plugins", plugins.toAbsolutePath().normalize().toString(), null);
    }
    flag(words, "--optimizer", optimizer(settings.optimizer()), null);
    // None is another thing than the default of a rule that has one.
    double usualDecay = settings.optimizer().defaultWeightDecay();
    flag(words, "--weight-decay", settings.weightDecay(), usualDecay == 0 ? 0.0 : null);
    flag(words, "--clip-norm", settings.clipNorm(), 0.0);
    flag(words, "--label-smoothing", settings.labelSmoothing(), 0.0);
    flag(words, "--ema", settings.ema(), 0.0);
    flag(words, "--schedule", settings.schedule().label(), Schedule.CONSTANT.label());
    flag(words, "--warmup", settings.warmupEpochs(), 0.0);
    flag(words, "--batch", settings.batch(), null);
    if (settings.steps() == 0) {
      flag(words, "--epochs", settings.epochs(), null);
    }
    flag(words, "--steps", settings.steps(), 0);
    Augmentation augmentation = settings.augmentation();
    Augmentation usual = new Augmentation(augmentation.kind());
    flag(words, "--augment", augmentation.kind().label(), Augmentation.NONE.kind().label());
    flag(words, "--rotation", augmentation.rotation(), usual.rotation());
    flag(words, "--stretch", augmentation.stretch(), usual.stretch());
    flag(words, "--shift", augmentation.shift(), usual.shift());
    flag(words, "--elastic-alpha", augmentation.alpha(), usual.alpha());
    flag(words, "--elastic-sigma", augmentation.sigma(), usual.sigma());
    flag(words, "--validation", settings.validation(), null);
    flag(words, "--split-seed", settings.splitSeed(), null);
    flag(words, "--patience", settings.patience(), 0);
    flag(words, "--keep", settings.keep().label(), Keep.BEST.label());
    flag(words, "--seed", settings.seed(), null);
    return String.join(" ", words);
  }

  private static String optimizer(Optimizer optimizer) {
    return optimizer.name()
        + Optimizers.hyperparameters(optimizer).entrySet().stream()
            .map(
                entry ->
                    ":"
                        + (entry.getKey().equals("learningRate") ? "lr" : entry.getKey())
                        + "="
                        + entry.getValue())
            .collect(Collectors.joining());
  }

  private static void flag(List<String> words, String flag, Object value, Object off) {
    if (!value.equals(off)) {
      words.add(flag);
      words.add(CommandText.quote(value.toString()));
    }
  }
}
