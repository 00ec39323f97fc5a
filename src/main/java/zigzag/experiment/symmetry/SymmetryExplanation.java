package zigzag.experiment.symmetry;

import java.util.StringJoiner;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import zigzag.Numerals;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetryFile.Row;
import zigzag.network.Activation;
import zigzag.training.evaluation.Evaluation;

/**
 * Says in a paragraph what happened to the hidden units of one run, and why, from what was
 * measured.
 */
final class SymmetryExplanation {
  private final Activation activation;
  private final int hidden;
  private final Symmetry.Run run;
  private final Row first;
  private final Row last;
  private final StringJoiner sentences = new StringJoiner(" ");

  private SymmetryExplanation(Symmetry symmetry, Symmetry.Run run) {
    activation = symmetry.activation();
    hidden = symmetry.hidden();
    this.run = run;
    first = run.frames().get(0).row();
    last = run.last();
    boolean everSame =
        run.frames().stream().allMatch(frame -> frame.row().value(Column.DISTINCT_UNITS) == 1);
    if (last.value(Column.W1_NORM) == 0 && last.value(Column.W2_NORM) == 0) {
      silent();
    } else if (hidden > 1 && everSame) {
      same();
    } else if (hidden > 1 && first.value(Column.DISTINCT_UNITS) < hidden) {
      parted(symmetry.broken());
    } else {
      distinct();
    }
    result();
  }

  static String of(Symmetry symmetry, Symmetry.Run run) {
    return new SymmetryExplanation(symmetry, run).sentences.toString();
  }

  private void silent() {
    add(
        "All %,d hidden units put out 0 for every image, so W2 gets no gradient, and through W2 = 0"
            + " none reaches W1: both are still exactly 0 after %,d steps.",
        hidden, last.step());
    add("Only the output bias learned, which can say how frequent each class is and nothing else.");
  }

  private void same() {
    double cosine = last.value(Column.GRADIENT_MEAN_ABS_COSINE);
    add(
        "All %,d hidden units are the same at every step looked at: they started equal, so each got"
            + " the same gradient as the others (%s), and they work as one unit: the hidden"
            + " activations have an effective rank of %.2f.",
        hidden,
        Double.isNaN(cosine)
            ? "at the end it is 0"
            : Numerals.format("mean |cosine| between gradients %.3f", cosine),
        last.value(Column.HIDDEN_EFFECTIVE_RANK));
    if (first.value(Column.W2_NORM) == 0) {
      add(
          "From W2 = 0 no gradient reaches W1 in the first step, but %s units put out %s for an"
              + " input of 0, so W2 learns at once and W1 from the second step on.",
          activation.label(), activation == Activation.SIGMOID ? "1/2" : "the bias");
    }
    if (last.value(Column.BIT_DISTINCT_UNITS) > 1) {
      add(
          "To the last bit there are %,.0f kinds of them: BLAS adds up the columns at the edge of a"
              + " product in another order, and rounds differently there.",
          last.value(Column.BIT_DISTINCT_UNITS));
    }
  }

  private void parted(SymmetryBreak broken) {
    add(
        "The %,d hidden units start as %,.0f and end as %,.0f distinct ones (effective rank of W1"
            + " %.1f to %.1f).",
        hidden,
        first.value(Column.DISTINCT_UNITS),
        last.value(Column.DISTINCT_UNITS),
        first.value(Column.EFFECTIVE_RANK),
        last.value(Column.EFFECTIVE_RANK));
    Long half = run.halfDistinctStep(hidden);
    if (broken.kind() == SymmetryBreak.Kind.NONE) {
      add("Rounding alone told them apart.");
    } else if (half != null) {
      add("What told them apart is %s; half of them were distinct by step %,d.", broken, half);
    } else {
      add("What tells them apart is %s; by the end it has not parted half of them.", broken);
    }
  }

  private void distinct() {
    add(
        "All %,d hidden units differ from the start, and each follows its own gradient: mean"
            + " |cosine| between their weights %.2f to %.2f, effective rank of W1 %.1f to %.1f.",
        hidden,
        first.value(Column.MEAN_ABS_COSINE),
        last.value(Column.MEAN_ABS_COSINE),
        first.value(Column.EFFECTIVE_RANK),
        last.value(Column.EFFECTIVE_RANK));
    boolean relu = activation == Activation.RELU;
    switch (run.init().label().replaceFirst(":.*", "")) {
      case "normal" ->
          add(
              "Its weights know nothing of the layer's size: ‖W2‖ = %.2f at the start, and the"
                  + " first gradient of W1 has a norm of %s; the loss was %.3f at step 0 and %.3f"
                  + " at step %,d.",
              first.value(Column.W2_NORM),
              Numerals.fixed(first.value(Column.W1_GRADIENT_NORM), 4),
              first.value(Column.TRAIN_LOSS),
              early().value(Column.TRAIN_LOSS),
              early().step());
      case "xavier", "xavier-uniform" -> made("tanh and sigmoid", !relu);
      case "he", "he-uniform" -> made("ReLU", relu);
      default -> {}
    }
  }

  private void made(String what, boolean isThis) {
    add(
        "The rule is made for %s%s: the hidden activations start with a standard deviation of %.2f"
            + " and an effective rank of %.1f, and the first gradient of W1 has a norm of %s.",
        what,
        isThis ? "" : ", not for " + activation.label(),
        standardDeviation(run.frames().get(0).hidden()),
        first.value(Column.HIDDEN_EFFECTIVE_RANK),
        Numerals.fixed(first.value(Column.W1_GRADIENT_NORM), 4));
    if (run.test().isPresent()) {
      add(
          "The loss went from %.3f to %.3f in %,d steps.",
          first.value(Column.TRAIN_LOSS), early().value(Column.TRAIN_LOSS), early().step());
    }
  }

  /** The look at step 100, or the last before it. */
  private Row early() {
    return run.frames().stream()
        .map(Symmetry.Frame::row)
        .filter(row -> row.step() <= 100)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static double standardDeviation(float[] values) {
    StandardDeviation deviation = StandardDeviation.create().setBiased(true);
    for (float value : values) {
      deviation.accept(value);
    }
    return deviation.getAsDouble();
  }

  private void result() {
    double dead = last.value(Column.DEAD_UNITS);
    if (dead > 0 && last.value(Column.W1_NORM) > 0) {
      add(
          "%,.0f of them %s for every image of the probe at the end.",
          dead, activation == Activation.RELU ? "put out 0" : "are saturated");
    }
    if (run.test().isEmpty()) {
      add("The training diverged.");
      return;
    }
    Evaluation test = run.test().get();
    if (test.predictedClasses() == 1) {
      add(
          "Every test image is taken for class %d, which is right for %.2f %% of them.",
          test.predictions()[0], 100 * test.accuracy());
    } else {
      add("Test accuracy: %.2f %%.", 100 * test.accuracy());
    }
  }

  private void add(String format, Object... values) {
    sentences.add(Numerals.format(format, values));
  }
}
