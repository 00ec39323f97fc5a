package zigzag.training;

import zigzag.network.Batch;
import zigzag.network.TwoLayerNetwork;
import zigzag.optimizer.ElementwiseOptimizer;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.WeightDecay;

/**
 * What a step does with the gradient: decays the weights and lets the optimizer update the
 * parameters.
 *
 * <p>A rule that treats each parameter on its own does so on the network's threads, stretch by
 * stretch as the gradient comes; any other one on the whole vector afterwards.
 */
final class ParameterUpdate implements TwoLayerNetwork.Update {
  private final TwoLayerNetwork network;
  private final Optimizer optimizer;
  private final ElementwiseOptimizer elementwise;
  private final WeightDecay weightDecay;
  private final int weights;
  private final float[] gradient;

  private TrainingState state;
  private double learningRate;

  /** For steps of a network, with room for its gradient. */
  ParameterUpdate(TrainingSettings settings, TwoLayerNetwork network, float[] gradient) {
    this.network = network;
    this.gradient = gradient;
    optimizer = settings.optimizer();
    elementwise = optimizer instanceof ElementwiseOptimizer rule ? rule : null;
    weightDecay = new WeightDecay(settings.weightDecay());
    weights = network.layout().weightCount();
  }

  /** Updates the parameters once, unless the loss is not finite, and returns the loss. */
  double step(TrainingState current, Batch batch, float[] mask, double rate) {
    state = current;
    learningRate = rate;
    if (elementwise == null) {
      return stepOnWholeVector(batch, mask);
    }
    return network.step(state.parameters, batch, mask, gradient, this);
  }

  @Override
  public void apply(int from, int to) {
    float[] parameters = state.parameters;
    weightDecay.apply(optimizer, parameters, gradient, from, Math.min(to, weights), learningRate);
    elementwise.step(parameters, gradient, state.slots, from, to, state.step + 1, learningRate);
  }

  private double stepOnWholeVector(Batch batch, float[] mask) {
    double loss = network.lossAndGradient(state.parameters, batch, mask, gradient);
    if (Double.isFinite(loss)) {
      weightDecay.apply(optimizer, state.parameters, gradient, weights, learningRate);
      optimizer.step(state.parameters, gradient, state.slots, state.step + 1, learningRate);
    }
    return loss;
  }
}
