package zigzag.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        format(
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
    List<Symptom> found = new ArrayList<>();
    boolean oneClass = test.predictedClasses() == 1;
    boolean poor = oneClass || test.loss() > HARDLY_MOVED * guessing || test.accuracy() < 0.5;
    alike(initial, kept, poor).ifPresent(found::add);
    if (found.isEmpty() && poor && steps > 0) {
      loss(start, end).ifPresent(found::add);
      silent(start, end).ifPresent(found::add);
    }
    if (settings.loop().batch() > examples && steps > 0 && test.loss() > guessing / 2) {
      found.add(batch(steps));
    }
    if (oneClass) {
      String classes =
          format(
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
        found.set(
            0, new Symptom(first.symptom(), classes + ". " + first.explanation(), first.remedy()));
      }
    }
    return found;
  }

  /** Units that started equal and can't part. */
  private Optional<Symptom> alike(float[] initial, float[] kept, boolean poor) {
    String remedy = "Break the symmetry with " + usualInit() + ".";
    if (settings.architecture().activation() == Activation.RELU
        && IntStream.range(0, layout.weightCount()).allMatch(i -> kept[i] == 0)) {
      return Optional.of(
          new Symptom(
              "All weights are still exactly 0",
              "ReLU units that start at 0 put out 0, so W2 gets no gradient, and through W2 = 0"
                  + " none reaches W1; only the output bias learns.",
              remedy));
    }
    if (layout.hidden() > 1 && unitsAreEqual(kept)) {
      return Optional.of(
          new Symptom(
              "All " + layout.hidden() + " hidden units are equal",
              "They started equal, so they got equal gradients in every step and work as one.",
              remedy));
    }
    if (layout.hidden() > 1 && poor && unitsAreEqual(initial)) {
      return Optional.of(
          new Symptom(
              "All " + layout.hidden() + " hidden units started equal",
              "Equal units get equal gradients and work as one; rounding alone tells them apart.",
              remedy));
    }
    return Optional.empty();
  }

  /** Whether all hidden units have the incoming weights of the first, to the last bit. */
  private boolean unitsAreEqual(float[] parameters) {
    for (int i = layout.w1(); i < layout.w2(); i++) {
      int first = i - (i - layout.w1()) % layout.hidden();
      if (Float.floatToIntBits(parameters[i]) != Float.floatToIntBits(parameters[first])) {
        return false;
      }
    }
    return true;
  }

  /** Steps that are too long or too short, or a start that is too far off. */
  private Optional<Symptom> loss(Snapshot start, Snapshot end) {
    Optimizer optimizer = settings.update().optimizer();
    String measured =
        format(
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
    double growth = end.weightRms() / start.weightRms();
    boolean roseAbove = HARDLY_MOVED * end.loss() > Math.max(start.loss(), guessing);
    boolean blewUp = growth > 10 && end.weightRms() > LARGE_WEIGHTS;
    boolean silenced = isSilent(end) && !isSilent(start) && growth > 1;
    if (roseAbove || blewUp || silenced) {
      return Optional.of(
          new Symptom("The learning rate is too high", measured, smallerRate(optimizer)));
    }
    if (start.loss() > TOO_SURE * guessing) {
      return Optional.of(
          new Symptom("The initial weights are too large", measured, "Try " + usualInit() + "."));
    }
    boolean still = 0.8 < growth && growth < 1.25;
    if (end.loss() > HARDLY_MOVED * start.loss() && still && !isSilent(start)) {
      double larger =
          Math.max(10 * optimizer.learningRate(), Optimizers.defaultLearningRate(optimizer));
      return Optional.of(
          new Symptom(
              "The learning rate is too low, or the training too short",
              measured,
              "Try a larger --lr, such as " + rate(larger) + ", or more --epochs."));
    }
    return Optional.empty();
  }

  private static String smallerRate(Optimizer optimizer) {
    double usual = Optimizers.defaultLearningRate(optimizer);
    return optimizer.learningRate() > usual
        ? format(
            "Try a smaller --lr, such as %s, the default of %s.", rate(usual), optimizer.name())
        : format(
            "Try a smaller --lr, such as %s, or --warmup 1.", rate(optimizer.learningRate() / 10));
  }

  private boolean isSilent(Snapshot snapshot) {
    return snapshot.silentUnits() > layout.hidden() / 2;
  }

  /** Units through which no gradient passes, if they are the most. */
  private Optional<Symptom> silent(Snapshot start, Snapshot end) {
    if (!isSilent(end)) {
      return Optional.empty();
    }
    boolean relu = settings.architecture().activation() == Activation.RELU;
    return Optional.of(
        new Symptom(
            format(
                "%d of %d hidden units (%.0f %%) are %s",
                end.silentUnits(),
                layout.hidden(),
                100.0 * end.silentUnits() / layout.hidden(),
                relu ? "dead" : "saturated"),
            format(
                "Such units %s for each of %d training examples, where hardly any gradient passes;"
                    + " before the first step %d were so.",
                relu ? "put out 0" : "are at an end of their range",
                end.examples(),
                start.silentUnits()),
            isSilent(start)
                ? "Try " + usualInit() + " and --bias-init 0."
                : "Try a smaller --lr, or --clip-norm 1."));
  }

  private Symptom batch(long steps) {
    return new Symptom(
        "The batch is larger than the data",
        format(
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

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
