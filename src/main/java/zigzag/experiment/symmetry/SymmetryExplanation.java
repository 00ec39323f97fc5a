package zigzag.experiment.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import zigzag.Numerals;
import zigzag.network.Activation;

/**
 * Says in a paragraph what happened to the hidden units of one run, and why, from what was
 * measured.
 *
 * @param symmetry the experiment
 * @param run what came of one initializer
 */
public record SymmetryExplanation(Symmetry symmetry, Symmetry.Run run) {
  /** The paragraph. */
  public String text() {
    List<String> sentences = new ArrayList<>();
    SymmetryRow first = run.first();
    SymmetryRow last = run.last();
    int hidden = symmetry.settings().hidden();
    if (last.w1Norm() == 0 && last.w2Norm() == 0) {
      silent(sentences);
    } else if (hidden > 1 && everSame()) {
      same(sentences);
    } else if (hidden > 1 && first.distinctUnits() < hidden) {
      parted(sentences);
    } else {
      distinct(sentences);
    }
    dead(sentences);
    result(sentences);
    return String.join(" ", sentences);
  }

  private boolean everSame() {
    return run.frames().stream().allMatch(frame -> frame.row().distinctUnits() == 1);
  }

  private void silent(List<String> sentences) {
    add(
        sentences,
        "All %,d hidden units put out 0 for every image, so W2 gets no gradient, and through W2 = 0"
            + " none reaches W1: both are still exactly 0 after %,d steps.",
        symmetry.settings().hidden(),
        run.last().step());
    add(
        sentences,
        "Only the output bias learned, which can say how frequent each class is and nothing else.");
  }

  private void same(List<String> sentences) {
    int hidden = symmetry.settings().hidden();
    add(
        sentences,
        "All %,d hidden units are the same at every step looked at: they started equal, so each got"
            + " the same gradient as the others (%s), and they work as one unit: the hidden"
            + " activations have an effective rank of %.2f.",
        hidden,
        gradientLikeness(run.last().gradientMeanAbsCosine()),
        run.last().hiddenEffectiveRank());
    if (run.first().w2Norm() == 0) {
      add(
          sentences,
          "From W2 = 0 no gradient reaches W1 in the first step, but %s units put out %s for an input"
              + " of 0, so W2 learns at once and W1 from the second step on.",
          symmetry.settings().activation().label(),
          symmetry.settings().activation() == Activation.SIGMOID ? "1/2" : "the bias");
    }
    if (run.last().bitDistinctUnits() > 1) {
      add(
          sentences,
          "To the last bit there are %,d kinds of them: BLAS adds up the columns at the edge of a"
              + " product in another order, and rounds differently there.",
          run.last().bitDistinctUnits());
    }
  }

  private static String gradientLikeness(double meanAbsCosine) {
    return Double.isNaN(meanAbsCosine)
        ? "at the end it is 0"
        : String.format(Locale.ROOT, "mean |cosine| between gradients %.3f", meanAbsCosine);
  }

  private void parted(List<String> sentences) {
    int hidden = symmetry.settings().hidden();
    SymmetryRow first = run.first();
    SymmetryRow last = run.last();
    add(
        sentences,
        "The %,d hidden units start as %,d and end as %,d distinct ones (effective rank of W1 %.1f to"
            + " %.1f).",
        hidden,
        first.distinctUnits(),
        last.distinctUnits(),
        first.effectiveRank(),
        last.effectiveRank());
    if (symmetry.broken().kind() == SymmetryBreak.Kind.NONE) {
      add(sentences, "Rounding alone told them apart.");
    } else {
      OptionalLong half = run.halfDistinctStep(hidden);
      add(
          sentences,
          half.isPresent()
              ? "What told them apart is "
                  + symmetry.broken()
                  + "; half of them were distinct by step "
                  + Numerals.whole(half.getAsLong())
                  + "."
              : "What tells them apart is "
                  + symmetry.broken()
                  + "; by the end it has not parted half"
                  + " of them.");
    }
  }

  private void distinct(List<String> sentences) {
    SymmetryRow first = run.first();
    SymmetryRow last = run.last();
    add(
        sentences,
        "All %,d hidden units differ from the start, and each follows its own gradient: mean |cosine|"
            + " between their weights %.2f to %.2f, effective rank of W1 %.1f to %.1f.",
        symmetry.settings().hidden(),
        first.meanAbsCosine(),
        last.meanAbsCosine(),
        first.effectiveRank(),
        last.effectiveRank());
    String name = run.init().label().replaceFirst(":.*", "");
    boolean relu = symmetry.settings().activation() == Activation.RELU;
    switch (name) {
      case "normal" ->
          add(
              sentences,
              "Its weights know nothing of the layer's size: ‖W2‖ = %.2f at the start, and the first"
                  + " gradient of W1 has a norm of %s; the loss was %.3f at step 0 and %.3f at step"
                  + " %,d.",
              first.w2Norm(),
              Numerals.fixed(first.w1GradientNorm(), 4),
              first.trainLoss(),
              early().trainLoss(),
              early().step());
      case "xavier", "xavier-uniform" -> made(sentences, "tanh and sigmoid", !relu);
      case "he", "he-uniform" -> made(sentences, "ReLU", relu);
      default -> {}
    }
  }

  private void made(List<String> sentences, String what, boolean isThis) {
    add(
        sentences,
        "The rule is made for %s%s: the hidden activations start with a standard deviation of %.2f and"
            + " an effective rank of %.1f, and the first gradient of W1 has a norm of %s.",
        what,
        isThis ? "" : ", not for " + symmetry.settings().activation().label(),
        standardDeviation(run.frames().get(0).hidden()),
        run.first().hiddenEffectiveRank(),
        Numerals.fixed(run.first().w1GradientNorm(), 4));
    if (run.test().isPresent()) {
      add(
          sentences,
          "The loss went from %.3f to %.3f in %,d steps.",
          run.first().trainLoss(),
          early().trainLoss(),
          early().step());
    }
  }

  /** The look at step 100, or the last before it. */
  private SymmetryRow early() {
    return run.frames().stream()
        .map(SymmetryFrame::row)
        .filter(row -> row.step() <= 100)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static double standardDeviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  }

  private void dead(List<String> sentences) {
    int dead = run.last().deadUnits();
    if (dead > 0 && run.last().w1Norm() > 0) {
      add(
          sentences,
          "%,d of them %s at the end.",
          dead,
          symmetry.settings().activation() == Activation.RELU
              ? "put out 0 for every image of the probe"
              : "are saturated for every image of the probe");
    }
  }

  private void result(List<String> sentences) {
    if (run.test().isEmpty()) {
      add(sentences, "The training diverged.");
      return;
    }
    var test = run.test().get();
    if (test.predictedClasses() == 1) {
      add(
          sentences,
          "Every test image is taken for class %d, which is right for %.2f %% of them.",
          test.predictions()[0],
          100 * test.accuracy());
    } else {
      add(sentences, "Test accuracy: %.2f %%.", 100 * test.accuracy());
    }
  }

  private static void add(List<String> sentences, String format, Object... values) {
    sentences.add(String.format(Locale.ROOT, format, values));
  }
}
