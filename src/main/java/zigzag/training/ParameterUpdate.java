package zigzag.training;

import java.util.Arrays;
import zigzag.network.Batch;
import zigzag.network.TwoLayerNetwork;
import zigzag.optimizer.ElementwiseOptimizer;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.WeightDecay;

/**
 * What a step does with the gradient: takes its norm, decays the weights, lets the optimizer update
 * the parameters.
 *
 * <p>A rule that treats each parameter on its own does so on the network's threads, stretch by
 * stretch as the gradient comes; any other one on the whole vector afterwards. The norm is summed
 * up in the order of the stretches, whoever did them.
 */
final class ParameterUpdate implements TwoLayerNetwork.Update {
  private final TwoLayerNetwork network;
  private final Optimizer optimizer;
  private final ElementwiseOptimizer elementwise;
  private final WeightDecay weightDecay;
  private final int weights;
  private final float[] gradient;
  private final double[] squares;

  private TrainingState state;
  private double learningRate;
  private double norm;

  /** For steps of a network, with room for its gradient. */
  ParameterUpdate(TrainingSettings settings, TwoLayerNetwork network, float[] gradient) {
    this.network = network;
    this.gradient = gradient;
    optimizer = settings.optimizer();
    elementwise = optimizer instanceof ElementwiseOptimizer rule ? rule : null;
    weightDecay = new WeightDecay(settings.weightDecay());
    weights = network.layout().weightCount();
    squares = new double[network.gradientBlocks()];
  }

  /** Updates the parameters once, unless the loss is not finite, and returns the loss. */
  double step(TrainingState current, Batch batch, float[] mask, double rate) {
    state = current;
    learningRate = rate;
    if (elementwise == null) {
      return stepOnWholeVector(batch, mask);
    }
    Arrays.fill(squares, 0);
    double loss = network.step(state.parameters, batch, mask, gradient, this);
    double sum = 0;
    for (double part : squares) {
      sum += part;
    }
    norm = Math.sqrt(sum);
    return loss;
  }

  /** The Euclidean norm of the last step's gradient. */
  double gradientNorm() {
    return norm;
  }

  @Override
  public void apply(int block, int from, int to) {
    float[] parameters = state.parameters;
    squares[block] = sumOfSquares(gradient, from, to);
    weightDecay.apply(optimizer, parameters, gradient, from, Math.min(to, weights), learningRate);
    elementwise.step(parameters, gradient, state.slots, from, to, state.step + 1, learningRate);
  }

  private double stepOnWholeVector(Batch batch, float[] mask) {
    double loss = network.lossAndGradient(state.parameters, batch, mask, gradient);
    if (Double.isFinite(loss)) {
      norm = Math.sqrt(sumOfSquares(gradient, 0, gradient.length));
      weightDecay.apply(optimizer, state.parameters, gradient, weights, learningRate);
      optimizer.step(state.parameters, gradient, state.slots, state.step + 1, learningRate);
    }
    return loss;
  }

  /** In double: four sums at once, since one would wait for itself at every term. */
  private static double sumOfSquares(float[] vector, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int whole = to - (to - from) % 4;
    for (int i = from; i < whole; i += 4) {
      sum0 += (double) vector[i] * vector[i];
      sum1 += (double) vector[i + 1] * vector[i + 1];
      sum2 += (double) vector[i + 2] * vector[i + 2];
      sum3 += (double) vector[i + 3] * vector[i + 3];
    }
    for (int i = whole; i < to; i++) {
      sum0 += (double) vector[i] * vector[i];
    }
    return sum0 + sum1 + sum2 + sum3;
  }
}
