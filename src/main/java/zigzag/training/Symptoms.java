package zigzag.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zigzag.network.Activation;
import zigzag.network.Layout;

/** What the parameters and predictions of a network that did not learn show of the reason. */
final class Symptoms {
  private Symptoms() {}

  /** One sentence for each symptom; none if the network is sound. */
  static List<String> of(
      Layout layout, Activation activation, float[] parameters, Evaluation evaluation) {
    List<String> notes = new ArrayList<>();
    if (evaluation.predictedClasses() == 1) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Every example is taken for class %d, which is right for %.2f %% of them: the network"
                  + " tells nothing apart.",
              evaluation.predictions()[0],
              100 * evaluation.accuracy()));
    }
    boolean noWeights = isZero(parameters, 0, layout.weightCount());
    if (noWeights && activation == Activation.RELU) {
      notes.add(
          "All weights are still exactly 0: ReLU units that start at 0 put out 0, so W2 gets no"
              + " gradient, and through W2 = 0 none reaches W1; only the output bias learns. Break the"
              + " symmetry with --init he.");
    } else if (layout.hidden() > 1 && unitsAreEqual(layout, parameters)) {
      notes.add(
          "All "
              + layout.hidden()
              + " hidden units are equal: they started equal, so they got equal gradients in every"
              + " step and work as one. Break the symmetry with --init "
              + (activation == Activation.RELU ? "he." : "xavier."));
    }
    return notes;
  }

  private static boolean isZero(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether all hidden units have the incoming weights of the first, to the last bit. */
  private static boolean unitsAreEqual(Layout layout, float[] parameters) {
    for (int i = layout.w1(); i < layout.w2(); i++) {
      int first = i - (i - layout.w1()) % layout.hidden();
      if (Float.floatToIntBits(parameters[i]) != Float.floatToIntBits(parameters[first])) {
        return false;
      }
    }
    return true;
  }
}
