package zigzag.web;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.data.Dataset;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.rule.Registry;
import zigzag.rule.Rule;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.Loop;
import zigzag.training.settings.Registries;

/** What there is to choose from. */
record Menu(
    List<String> data,
    List<String> activations,
    List<Choice> initializers,
    List<Choice> optimizers,
    List<String> schedules,
    List<String> augmentations,
    Map<String, Integer> defaults,
    List<Commands.Flag> flags,
    Map<String, String> given) {

  /**
   * A rule.
   *
   * @param hyperparameters by the names of their flags, with their defaults
   */
  record Choice(String name, String formula, String source, Map<String, Double> hyperparameters) {
    static Choice of(Rule rule) {
      Map<String, Double> values = new LinkedHashMap<>();
      Registry.hyperparameters(rule)
          .forEach((name, value) -> values.put(name.equals("learningRate") ? "lr" : name, value));
      if (rule instanceof Optimizer optimizer) {
        values.put("weight-decay", optimizer.defaultWeightDecay());
      }
      return new Choice(rule.name(), rule.formula(), rule.source(), values);
    }
  }

  /** Some images of a data set. */
  record Digits(int rows, int columns, int size, List<Digit> digits) {}

  /** One of them, its pixels in base64, 255 the ink. */
  record Digit(int index, int label, String pixels) {}

  static Menu of(Commands commands) {
    Registries rules = new Registries();
    return new Menu(
        List.of("auto", "mnist", DigitsToMake.OPTION),
        List.copyOf(Activation.CHOICE.options().keySet()),
        rules.initializers().all().stream().map(Choice::of).toList(),
        rules.optimizers().all().stream().map(Choice::of).toList(),
        List.copyOf(Schedule.CHOICE.options().keySet()),
        List.copyOf(Augmentation.Kind.CHOICE.options().keySet()),
        Map.of("hidden", Architecture.HIDDEN, "batch", Loop.BATCH, "epochs", Loop.EPOCHS),
        commands.flags(),
        commands.given());
  }

  static Digits digits(Dataset data, int from, int count) {
    List<Digit> some = new ArrayList<>();
    for (int i = from; i < Math.min(data.size(), from + count); i++) {
      byte[] pixels = new byte[data.inputs()];
      data.copyPixels(i, pixels, 0);
      some.add(new Digit(i, data.label(i), Base64.getEncoder().encodeToString(pixels)));
    }
    return new Digits(data.rows(), data.columns(), data.size(), some);
  }
}
