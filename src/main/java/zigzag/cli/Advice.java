package zigzag.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zigzag.Numerals;
import zigzag.training.TrainingSettings;

/** What a user should know of their settings. */
final class Advice {
  private Advice() {}

  /** Before a training. */
  static List<String> before(TrainingSettings settings, boolean builtInDigits) {
    List<String> lines = new ArrayList<>();
    if (builtInDigits) {
      lines.add("data: built-in digits (not MNIST)");
    }
    if (settings.optimizer().name().equals("adamw") && settings.weightDecay() == 0) {
      lines.add("adamw without --weight-decay is adam; 0.01 is a common value");
    }
    return lines;
  }

  /** After the loss was no longer finite at a step. */
  static String afterDivergence(TrainingSettings settings, long step, Path folder) {
    return String.format(
        Locale.ROOT,
        "the training diverged: the loss of step %,d was not a finite number (learning rate %s); try a"
            + " smaller --lr, such as %s, or --warmup 1. The curves up to there are in %s",
        step,
        Numerals.rounded(settings.optimizer().learningRate(), 3),
        Numerals.typed((float) (settings.optimizer().learningRate() / 10)),
        folder.resolve("report.html"));
  }
}
