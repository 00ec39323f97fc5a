package zigzag.training.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import zigzag.data.Dataset;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;
import zigzag.training.batch.BatchImages;

/** Runs a network over examples without changing it. */
public final class Evaluator implements AutoCloseable {
  /**
   * Examples at a time, whatever the batch size of the training, so that the same parameters always
   * give the same figures.
   */
  public static final int BATCH = 500;

  private final Activation activation;
  private final TwoLayerNetwork network;
  private final Batch batch;
  private final Step step;

  public Evaluator(Layout layout, Activation activation, int threads) {
    this.activation = activation;
    network = new TwoLayerNetwork(layout, activation, BATCH, threads);
    batch = new Batch(BATCH, layout.inputs());
    step = new Step(layout, BATCH);
    step.batch = batch;
  }

  /** Evaluates parameters on all examples of a data set. */
  public Evaluation evaluate(float[] parameters, Dataset data) {
    return evaluate(parameters, data, (double[]) null);
  }

  /** Evaluates parameters on some examples of a data set. */
  public Evaluation evaluate(float[] parameters, Dataset data, int[] examples) {
    return evaluate(parameters, data, examples, null);
  }

  /**
   * Evaluates parameters on all examples of a data set and adds up their probabilities.
   *
   * @param sums {@code examples × classes}, row by row, to which the probabilities are added; null
   *     if nobody wants them
   */
  public Evaluation evaluate(float[] parameters, Dataset data, double[] sums) {
    return evaluate(parameters, data, IntStream.range(0, data.size()).toArray(), sums);
  }

  /** How many hidden units were dead or saturated for every example of the last batch. */
  public int silentUnits() {
    int units = batch.size() * network.layout().hidden();
    return activation.silentUnits(Arrays.copyOf(step.hidden, units), network.layout().hidden());
  }

  private Evaluation evaluate(float[] parameters, Dataset data, int[] examples, double[] sums) {
    int classes = network.layout().classes();
    BatchImages images = new BatchImages(data);
    int[] labels = new int[examples.length];
    int[] predictions = new int[examples.length];
    float[] confidences = new float[examples.length];
    double loss = 0;
    step.parameters = parameters;
    for (int from = 0; from < examples.length; from += BATCH) {
      int size = Math.min(BATCH, examples.length - from);
      images.fill(batch, examples, from, size, network::share);
      network.forward(step);
      loss += size * step.loss;
      System.arraycopy(step.predictions, 0, predictions, from, size);
      for (int i = 0; sums != null && i < size * classes; i++) {
        sums[from * classes + i] += step.outputs[i];
      }
      for (int k = 0; k < size; k++) {
        labels[from + k] = batch.labels()[k];
        confidences[from + k] = step.outputs[k * classes + predictions[from + k]];
      }
    }
    return new Evaluation(loss / examples.length, labels, predictions, confidences, classes);
  }

  @Override
  public void close() {
    network.close();
  }
}
