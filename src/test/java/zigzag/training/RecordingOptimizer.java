package zigzag.training;

import java.util.ArrayList;
import java.util.List;
import zigzag.optimizer.Optimizer;

/** Takes the steps of another rule and writes down what it was given. */
final class RecordingOptimizer implements Optimizer {
  final List<float[]> parameters = new ArrayList<>();
  final List<float[]> gradients = new ArrayList<>();
  final List<Double> rates = new ArrayList<>();
  final List<Long> steps = new ArrayList<>();
  private final Optimizer rule;

  RecordingOptimizer(Optimizer rule) {
    this.rule = rule;
  }

  @Override
  public double learningRate() {
    return rule.learningRate();
  }

  @Override
  public int slots() {
    return rule.slots();
  }

  @Override
  public void step(
      float[] parameters, float[] gradient, float[][] slots, long t, double learningRate) {
    this.parameters.add(parameters.clone());
    gradients.add(gradient.clone());
    rates.add(learningRate);
    steps.add(t);
    rule.step(parameters, gradient, slots, t, learningRate);
  }

  @Override
  public boolean decoupledWeightDecay() {
    return rule.decoupledWeightDecay();
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public String formula() {
    return rule.formula();
  }

  @Override
  public String source() {
    return rule.source();
  }
}
