package zigzag.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.archive.run.Symptom;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Loop;
import zigzag.training.settings.TrainingSettings;

/**
 * Finds out, from what was measured, why a network did not learn.
 *
 * @param settings how it was trained
 * @param layout its sizes
 * @param examples how many it was trained on
 * @param guessing the loss of knowing no more than how frequent each class is, in nats
 */
public record Symptoms(TrainingSettings settings, Layout layout, int examples, double guessing) {
  /** Weights of more than this, and ten times what they were, have blown up. */
  private static final double LARGE_WEIGHTS = 1;

  /** A loss that is still this share of what it was has hardly moved. */
  private static final double HARDLY_MOVED = 0.95;

  /** A network whose loss starts at so many times that of guessing is sure of wrong answers. */
  private static final double TOO_SURE = 3;

  /**
   * What the first training examples show of a network at one moment.
   *
   * @param examples how many were looked at
   * @param loss their mean cross-entropy, in nats
   * @param weightRms the root mean square of all weights
   * @param silentUnits the hidden units that are dead or saturated for every one of them
   */
  public record Snapshot(int examples, double loss, double weightRms, int silentUnits) {}

  /** For trainings on this data. */
  public static Symptoms of(TrainingSettings settings, DataSplit data, Layout layout) {
    double[] counts = new double[layout.classes()];
    for (int example : data.training()) {
      counts[data.train().label(example)]++;
    }
    double entropy = 0;
    for (double count : counts) {
      double share = count / data.training().length;
      entropy -= share == 0 ? 0 : share * Math.log(share);
    }
    return new Symptoms(settings, layout, data.training().length, entropy);
  }

  /** The one that a training has whose loss was no longer a finite number at a step. */
  public static Symptom ofDivergence(TrainingSettings settings, long step) {
    return new Symptom(
        "The training diverged",
        Numerals.format(
            "The loss of step %d was not a finite number, at a learning rate of %s.",
            step, rate(settings.update().optimizer().learningRate())),
        smallerRate(settings.update().optimizer()));
  }

  /**
   * All that a training's end shows; none if the network is sound.
   *
   * @param initial the parameters that it started with
   * @param kept the parameters that it ended with
   * @param test what they make of the test data
   * @param steps how many it took
   * @param start the network before the first one
   * @param end the network after the last one, whose parameters are not always those kept
   */
  public List<Symptom> of(
      float[] initial, float[] kept, Evaluation test, long steps, Snapshot start, Snapshot end) {
    boolean oneClass = test.predictedClasses() == 1;
    boolean poor = oneClass || test.loss() > HARDLY_MOVED * guessing || test.accuracy() < 0.5;
    List<Symptom> found = new ArrayList<>();
    found.add(alike(initial, kept, poor));
    if (found.get(0) == null && poor && steps > 0) {
      found.add(loss(start, end));
      found.add(silent(start, end));
    }
    if (settings.loop().batch() > examples && steps > 0 && test.loss() > guessing / 2) {
      found.add(batch(steps));
    }
    found.removeIf(Objects::isNull);
    if (oneClass) {
      String classes =
          Numerals.format(
              "Every example is taken for class %d, which is right for %.2f %% of them",
              test.predictions()[0], 100 * test.accuracy());
      if (found.isEmpty()) {
        found.add(
            new Symptom(
                classes,
                "The network tells nothing apart.",
                "Start from the defaults, which learn, and change one flag at a time."));
      } else {
        Symptom first = found.get(0);
        String explanation = classes + ". " + first.explanation();
        found.set(0, new Symptom(first.symptom(), explanation, first.remedy()));
      }
    }
    return found;
  }

  /** Units that started equal and can't part; null if there are none. */
  private Symptom alike(float[] initial, float[] kept, boolean poor) {
    String symptom;
    String explanation;
    if (settings.architecture().activation() == Activation.RELU
        && IntStream.range(0, layout.weightCount()).allMatch(i -> kept[i] == 0)) {
      symptom = "All weights are still exactly 0";
      explanation =
          "ReLU units that start at 0 put out 0, so W2 gets no gradient, and through W2 = 0 none"
              + " reaches W1; only the output bias learns.";
    } else if (unitsAreEqual(kept)) {
      symptom = "All " + layout.hidden() + " hidden units are equal";
      explanation =
          "They started equal, so they got equal gradients in every step and work as one.";
    } else if (poor && unitsAreEqual(initial)) {
      symptom = "All " + layout.hidden() + " hidden units started equal";
      explanation =
          "Equal units get equal gradients and work as one; rounding alone tells them apart.";
    } else {
      return null;
    }
    return new Symptom(symptom, explanation, "Break the symmetry with " + usualInit() + ".");
  }

  /** Whether all of several hidden units have the first's incoming weights, to the last bit. */
  private boolean unitsAreEqual(float[] parameters) {
    return layout.hidden() > 1
        && IntStream.range(layout.w1(), layout.w2())
            .allMatch(
                i -> {
                  float first = parameters[i - (i - layout.w1()) % layout.hidden()];
                  return Float.floatToIntBits(parameters[i]) == Float.floatToIntBits(first);
                });
  }

  /** Steps that are too long or too short, or a start that is too far off; null for neither. */
  private Symptom loss(Snapshot start, Snapshot end) {
    Optimizer optimizer = settings.update().optimizer();
    double growth = end.weightRms() / start.weightRms();
    boolean roseAbove = HARDLY_MOVED * end.loss() > Math.max(start.loss(), guessing);
    boolean blewUp = growth > 10 && end.weightRms() > LARGE_WEIGHTS;
    boolean silenced = isSilent(end) && !isSilent(start) && growth > 1;
    boolean still = 0.8 < growth && growth < 1.25;
    String symptom;
    String remedy;
    if (roseAbove || blewUp || silenced) {
      symptom = "The learning rate is too high";
      remedy = smallerRate(optimizer);
    } else if (start.loss() > TOO_SURE * guessing) {
      symptom = "The initial weights are too large";
      remedy = "Try " + usualInit() + ".";
    } else if (end.loss() > HARDLY_MOVED * start.loss() && still && !isSilent(start)) {
      symptom = "The learning rate is too low, or the training too short";
      double larger =
          Math.max(10 * optimizer.learningRate(), Optimizers.defaultLearningRate(optimizer));
      remedy = "Try a larger --lr, such as " + rate(larger) + ", or more --epochs.";
    } else {
      return null;
    }
    String measured =
        Numerals.format(
            "At a learning rate of %s the loss on %d training examples went from %s to %s;"
                + " knowing no more than how frequent each class is gives %s. The root mean square"
                + " of the weights went from %s to %s.",
            rate(optimizer.learningRate()),
            end.examples(),
            figure(start.loss()),
            figure(end.loss()),
            figure(guessing),
            figure(start.weightRms()),
            figure(end.weightRms()));
    return new Symptom(symptom, measured, remedy);
  }

  private static String smallerRate(Optimizer optimizer) {
    double usual = Optimizers.defaultLearningRate(optimizer);
    return "Try a smaller --lr, such as "
        + (optimizer.learningRate() > usual
            ? rate(usual) + ", the default of " + optimizer.name() + "."
            : rate(optimizer.learningRate() / 10) + ", or --warmup 1.");
  }

  private boolean isSilent(Snapshot snapshot) {
    return snapshot.silentUnits() > layout.hidden() / 2;
  }

  /** Units through which no gradient passes, if they are the most; null otherwise. */
  private Symptom silent(Snapshot start, Snapshot end) {
    if (!isSilent(end)) {
      return null;
    }
    boolean relu = settings.architecture().activation() == Activation.RELU;
    double percent = 100.0 * end.silentUnits() / layout.hidden();
    return new Symptom(
        Numerals.format(
            "%d of %d hidden units (%.0f %%) are %s",
            end.silentUnits(), layout.hidden(), percent, relu ? "dead" : "saturated"),
        Numerals.format(
            "Such units %s for each of %d training examples, where hardly any gradient passes;"
                + " before the first step %d were so.",
            relu ? "put out 0" : "are at an end of their range",
            end.examples(),
            start.silentUnits()),
        isSilent(start)
            ? "Try " + usualInit() + " and --bias-init 0."
            : "Try a smaller --lr, or --clip-norm 1.");
  }

  private Symptom batch(long steps) {
    return new Symptom(
        "The batch is larger than the data",
        Numerals.format(
            "A batch of %d takes all %d training examples, so an epoch is one step: %d in all.",
            settings.loop().batch(), examples, steps),
        "Try a smaller --batch, such as " + Loop.BATCH + ", or more --epochs.");
  }

  private String usualInit() {
    return "--init " + settings.architecture().activation().defaultInitializer().label();
  }

  /** The shortest decimal of single precision. */
  private static String rate(double value) {
    return Numerals.typed(Double.parseDouble(Float.toString((float) value)));
  }

  private static String figure(double value) {
    return Numerals.rounded(value, 4);
  }
}
