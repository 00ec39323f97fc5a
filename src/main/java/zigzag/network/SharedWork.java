package zigzag.network;

import java.util.function.IntConsumer;
import zigzag.network.TwoLayerNetwork.Update;

/**
 * A network's work, cut into parts, and the threads that share them.
 *
 * <p>The parts depend on the sizes alone: the way up and down the layers by examples, the gradient
 * by stretches of the parameters. No two parts write to the same place, so the result is the same
 * to the last bit for any number of threads.
 */
final class SharedWork implements AutoCloseable {
  /** About the examples of a part: with fewer, the tiles of the products get too short. */
  private static final int EXAMPLES_PER_PART = 25;

  /** The same for {@link Blas#WIDE} layers, whose weights are read once for each part. */
  private static final int EXAMPLES_PER_WIDE_PART = 64;

  /** Batches below this are not split: there is nothing to gain. */
  private static final int SMALLEST_SPLIT_BATCH = 32;

  private final Workspace memory;
  private final int examplesPerPart;
  private final ExamplePart[] exampleParts;
  private final WeightPart[] weightParts;
  private final FirstLayerGradient[] firstLayerGradients;
  private final OtherGradients otherGradients;
  private final Matrix[] products;
  private final double[] squares;
  private final Workers workers;

  // Made once: a step allocates nothing.
  private final IntConsumer fetch = this::fetch;
  private final IntConsumer select = this::select;
  private final IntConsumer forward = this::forward;
  private final IntConsumer forwardAndBackward = this::forwardAndBackward;
  private final IntConsumer computeGradient = this::computeGradient;
  private final IntConsumer computeAndUpdate = this::computeAndUpdate;
  private final IntConsumer updateOnly = this::updateOnly;

  private Update update;

  /** For batches of up to {@code capacity} examples and so many threads, the caller's included. */
  SharedWork(Layout layout, Activation activation, int capacity, int threads) {
    int perPart = layout.hidden() < Blas.WIDE ? EXAMPLES_PER_PART : EXAMPLES_PER_WIDE_PART;
    // An even number of parts, for the usual even number of cores.
    int parts =
        capacity < SMALLEST_SPLIT_BATCH
            ? 1
            : 2 * Math.max(1, Math.round(capacity / (2f * perPart)));
    examplesPerPart = ceilDiv(capacity, parts);
    exampleParts = new ExamplePart[ceilDiv(capacity, examplesPerPart)];
    memory = new Workspace(layout, capacity, exampleParts.length);
    for (int part = 0; part < exampleParts.length; part++) {
      exampleParts[part] = new ExamplePart(memory, activation, part, examplesPerPart);
    }
    weightParts = new WeightPart[exampleParts.length];
    for (int part = 0; part < weightParts.length; part++) {
      weightParts[part] = new WeightPart(memory, part, weightParts.length);
    }
    firstLayerGradients =
        new FirstLayerGradient[FirstLayerGradient.blocks(memory, layout.inputs())];
    workers = new Workers(Math.min(threads, exampleParts.length));
    products = new Matrix[workers.threads()];
    int largestBlock =
        Math.max(
            FirstLayerGradient.mostInputs(memory) * layout.hidden(),
            layout.hidden() * layout.classes());
    for (int thread = 0; thread < products.length; thread++) {
      products[thread] = new Matrix(1, largestBlock);
    }
    for (int block = 0; block < firstLayerGradients.length; block++) {
      firstLayerGradients[block] =
          new FirstLayerGradient(memory, block, products[workers.threadOf(block + 1)]);
    }
    squares = new double[1 + firstLayerGradients.length];
    // Done by the caller's thread.
    otherGradients = new OtherGradients(memory, products[0]);
  }

  /** What the parts work on. */
  Workspace memory() {
    return memory;
  }

  /** Takes the batch up the layers. */
  void forward() {
    run(forward);
  }

  /** Takes the batch up the layers and down to the hidden layer's gradient. */
  void forwardAndBackward() {
    run(forwardAndBackward);
  }

  /**
   * Computes the gradient of the parameters, after {@link #forwardAndBackward}.
   *
   * @return the sum of its squares
   */
  double computeGradient() {
    return sumOfSquares(computeGradient);
  }

  /** The same, each stretch being handed over as soon as it is there. */
  double computeGradient(Update update) {
    this.update = update;
    return sumOfSquares(computeAndUpdate);
  }

  /** Hands over all stretches of the parameters. */
  void update(Update update) {
    this.update = update;
    workers.run(blocks(), updateOnly);
  }

  /** Frees the arrays and ends the threads. */
  @Override
  public void close() {
    workers.close();
    memory.close();
    for (Matrix product : products) {
      product.close();
    }
  }

  private void run(IntConsumer body) {
    int parts = ceilDiv(memory.batch.size(), examplesPerPart);
    workers.run(parts, fetch);
    memory.active.collect(parts);
    workers.run(weightParts.length, select);
    workers.run(parts, body);
  }

  private void fetch(int part) {
    exampleParts[part].fetch();
  }

  private void select(int part) {
    weightParts[part].copy();
    if (part * examplesPerPart < memory.batch.size()) {
      exampleParts[part].select();
    }
  }

  private void forward(int part) {
    exampleParts[part].forward();
  }

  private void forwardAndBackward(int part) {
    exampleParts[part].forward();
    exampleParts[part].backward();
  }

  private double sumOfSquares(IntConsumer body) {
    workers.run(blocks(), body);
    double sum = 0;
    for (int block = 0; block < blocks(); block++) {
      sum += squares[block];
    }
    return sum;
  }

  /** How many stretches the batch cuts the parameters into. */
  private int blocks() {
    return 1 + FirstLayerGradient.blocks(memory, memory.active.count());
  }

  private GradientBlock block(int number) {
    return number == 0 ? otherGradients : firstLayerGradients[number - 1];
  }

  private void computeGradient(int number) {
    squares[number] = block(number).compute();
  }

  private void computeAndUpdate(int number) {
    computeGradient(number);
    updateOnly(number);
  }

  private void updateOnly(int number) {
    GradientBlock block = block(number);
    update.apply(block.from(), block.to());
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
