package zigzag.cli;

import java.util.ArrayList;
import java.util.List;
import zigzag.training.settings.TrainingSettings;

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
      lines.add("adamw with a --weight-decay of 0 is adam");
    }
    return lines;
  }
}
