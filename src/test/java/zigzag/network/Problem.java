package zigzag.network;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A network with random parameters and a batch of random examples.
 *
 * @param parameters weights from {@code N(0, 1 / fan-in)}, biases from {@code N(0, 0.1²)}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Problem(Layout layout, Activation activation, float[] parameters, Batch batch) {
  /** A batch that is full. */
  static Problem random(Layout layout, Activation activation, int batchSize, long seed) {
    return random(layout, activation, batchSize, batchSize, seed);
  }

  /** A batch of {@code batchSize} examples with room for {@code capacity}. */
  static Problem random(
      Layout layout, Activation activation, int batchSize, int capacity, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[layout.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      double std =
          i < layout.w2()
              ? 1 / Math.sqrt(layout.inputs())
              : i < layout.b1() ? 1 / Math.sqrt(layout.hidden()) : 0.1;
      parameters[i] = (float) (std * random.nextGaussian());
    }
    Batch batch = new Batch(capacity, layout.inputs());
    // what lies beyond the examples must not matter
    Arrays.fill(batch.inputs(), (byte) 255);
    for (int i = 0; i < batchSize * layout.inputs(); i++) {
      batch.inputs()[i] = (byte) (256 * random.nextDouble());
    }
    for (int k = 0; k < batchSize; k++) {
      batch.labels()[k] = random.nextInt(layout.classes());
    }
    batch.setSize(batchSize);
    return new Problem(layout, activation, parameters, batch);
  }

  /** What a network makes of the problem. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Result(double loss, int correct, float[] gradient) {}

  /** Runs a network of the batch's capacity on one thread. */
  Result run() {
    return run(batch.capacity(), 1);
  }

  Result run(int capacity, int threads) {
    try (TwoLayerNetwork network = network(capacity, threads)) {
      return run(network);
    }
  }

  Result run(TwoLayerNetwork network) {
    Step step = step();
    network.run(step);
    return new Result(step.loss, step.correct, step.gradient);
  }

  Step step() {
    return Step.of(layout, parameters, batch);
  }

  TwoLayerNetwork network(int capacity, int threads) {
    return new TwoLayerNetwork(layout, activation, capacity, threads);
  }

  Problem withParameters(float[] others) {
    return new Problem(layout, activation, others, batch);
  }

  Problem withBatch(Batch other) {
    return new Problem(layout, activation, parameters, other);
  }

  /** {@code |actual - expected| / |expected|} over one part of two vectors; 0 if both are 0. */
  static double relativeError(double[] expected, double[] actual, int from, int to) {
    double difference = 0;
    double norm = 0;
    for (int i = from; i < to; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return difference == 0 ? 0 : Math.sqrt(difference) / Math.sqrt(norm);
  }

  /** The largest {@link #relativeError} of W1, W2, b1 and b2. */
  double worstGroup(double[] expected, float[] actual) {
    double[] doubles = PlainNetwork.doubles(actual);
    int[] bounds = {layout.w1(), layout.w2(), layout.b1(), layout.b2(), layout.parameterCount()};
    double worst = 0;
    for (int group = 0; group < 4; group++) {
      double error = relativeError(expected, doubles, bounds[group], bounds[group + 1]);
      worst = error > worst || Double.isNaN(error) ? error : worst;
    }
    return worst;
  }
}
