package zigzag.optimizer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A run of one rule: what a trainer keeps of it, and its steps. */
final class Run {
  final Optimizer rule;
  final float[] parameters;
  final float[][] slots;
  long t;

  Run(Optimizer rule, float... start) {
    this(rule, start.clone(), new float[rule.slots()][start.length], 0);
  }

  private Run(Optimizer rule, float[] parameters, float[][] slots, long t) {
    this.rule = rule;
    this.parameters = parameters;
    this.slots = slots;
    this.t = t;
  }

  /** One step at the rule's own learning rate; the gradient is left as it is. */
  Run step(float... gradient) {
    return stepAt(rule.learningRate(), gradient);
  }

  Run stepAt(double learningRate, float... gradient) {
    rule.step(parameters, gradient.clone(), slots, ++t, learningRate);
    return this;
  }

  /** What a checkpoint would bring back: the same numbers in new arrays. */
  Run copy() {
    float[][] copies = Arrays.stream(slots).map(float[]::clone).toArray(float[][]::new);
    return new Run(rule, parameters.clone(), copies, t);
  }

  /** Numbers from a normal distribution. */
  static float[] normal(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Every number of a vector times a factor. */
  static float[] times(double factor, float[] values) {
    float[] products = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = (float) (factor * values[i]);
    }
    return products;
  }
}
