package zigzag.training;

import zigzag.network.Batch;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;
import zigzag.optimizer.ElementwiseOptimizer;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.WeightDecay;
import zigzag.rule.PluginException;
import zigzag.training.settings.TrainingSettings;

/**
 * What a step does with the gradient: shortens it if it is too long, decays the weights, lets the
 * optimizer update the parameters, and takes them into their running mean.
 *
 * <p>{@code g ← g min(1, c / ‖g‖)} for a clipping norm c, in front of weight decay.
 *
 * <p>{@code θ̄ ← d θ̄ + (1 - d) θ} with {@code d = min(ema, (1 + t) / (10 + t))}, so that the first
 * steps, which start far off, are soon forgotten.
 *
 * <p>A rule that treats each parameter on its own does so on the network's threads, slice by slice
 * as the gradient comes, or, with clipping, once its norm is known; any other one on the whole
 * vector afterwards.
 *
 * <p>Source of clipping: R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training
 * recurrent neural networks, ICML 2013; of averaging: B. Polyak and A. Juditsky, Acceleration of
 * stochastic approximation by averaging, SIAM Journal on Control and Optimization 30(4), 1992, in
 * its exponential form.
 */
final class ParameterUpdate implements Step.Update {
  private final TwoLayerNetwork network;
  private final Optimizer optimizer;
  private final ElementwiseOptimizer elementwise;
  private final WeightDecay weightDecay;
  private final double clipNorm;
  private final double ema;
  private final int weights;
  private final Step step;

  private TrainingState state;
  private double learningRate;
  private float scale;
  private float averageStep;

  ParameterUpdate(TrainingSettings settings, TwoLayerNetwork network, int batch) {
    this.network = network;
    step = new Step(network.layout(), batch, settings.loop().labelSmoothing());
    step.gradient = new float[network.layout().parameterCount()];
    optimizer = settings.update().optimizer();
    elementwise = optimizer instanceof ElementwiseOptimizer rule ? rule : null;
    weightDecay = new WeightDecay(settings.update().weightDecay());
    clipNorm = settings.update().clipNorm();
    ema = settings.update().ema();
    weights = network.layout().weightCount();
  }

  /** The last step, and what came of it. */
  Step step() {
    return step;
  }

  /** Updates the parameters once, unless the loss is not finite, and returns the loss. */
  double step(TrainingState current, Batch batch, float[] mask, double rate) {
    state = current;
    learningRate = rate;
    scale = 1;
    double t = current.step + 1;
    averageStep = (float) (1 - Math.min(ema, (1 + t) / (10 + t)));
    boolean isAtOnce = elementwise != null && clipNorm == 0;
    step.parameters = state.parameters;
    step.batch = batch;
    step.mask = mask;
    step.update = isAtOnce ? this : null;
    network.run(step);
    if (!isAtOnce && Double.isFinite(step.loss)) {
      if (clipNorm > 0 && step.gradientNorm > clipNorm) {
        scale = (float) (clipNorm / step.gradientNorm);
      }
      if (elementwise != null) {
        network.update(this);
      } else {
        apply(0, step.gradient.length);
      }
    }
    return step.loss;
  }

  @Override
  public void apply(int from, int to) {
    float[] parameters = state.parameters;
    float[] mean = state.averagedParameters;
    long t = state.step + 1;
    clipAndDecay(from, to);
    try {
      if (elementwise == null) {
        optimizer.step(parameters, step.gradient, state.slots, t, learningRate);
      } else {
        elementwise.step(parameters, step.gradient, state.slots, from, to, t, learningRate);
      }
    } catch (Throwable e) {
      // Whatever it is: on a thread of the network, something checked would end that in silence.
      throw PluginException.of(optimizer, "step " + t, e);
    }
    if (mean != parameters) {
      for (int i = from; i < to; i++) {
        mean[i] += averageStep * (parameters[i] - mean[i]);
      }
    }
  }

  private void clipAndDecay(int from, int to) {
    if (scale != 1) {
      for (int i = from; i < to; i++) {
        step.gradient[i] *= scale;
      }
    }
    weightDecay.apply(
        optimizer, state.parameters, step.gradient, from, Math.min(to, weights), learningRate);
  }
}
