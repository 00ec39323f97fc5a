package zigzag.network;

import java.util.function.IntConsumer;

/**
 * A network's work, cut into slices, and the threads that share them.
 *
 * <p>The slices depend on the sizes alone: the way up and down the layers by examples, the gradient
 * by slices of the parameters. No two slices write to the same place, so the result is the same to
 * the last bit for any number of threads.
 */
final class SharedWork implements AutoCloseable {
  /** About the examples of a slice: with fewer, the tiles of the products get too short. */
  private static final int EXAMPLES_PER_SLICE = 25;

  /** The same for {@link Product#WIDE} layers, whose weights are read once for each slice. */
  private static final int EXAMPLES_PER_WIDE_SLICE = 64;

  /** Batches below this are not split: there is nothing to gain. */
  private static final int SMALLEST_SPLIT_BATCH = 32;

  private final Workspace workspace;
  private final int examplesPerSlice;
  private final BatchSlice[] batchSlices;
  private final FirstLayerGradient[] firstLayerGradients;
  private final OutputAndBiasGradient outputAndBiasGradient;
  private final Matrix[] products;
  private final double[] squares;
  private final Workers workers;

  // Made once: a step allocates nothing.
  private final IntConsumer select = this::select;
  private final IntConsumer forward = this::forward;
  private final IntConsumer forwardAndBackward = this::forwardAndBackward;
  private final IntConsumer computeGradient = this::computeGradient;
  private final IntConsumer computeAndUpdate = this::computeAndUpdate;
  private final IntConsumer updateOnly = this::updateOnly;

  private Step.Update update;

  /** One slice of the parameters and of their gradient, which no other slice touches. */
  interface GradientSlice {
    /** The first parameter of the slice in the step in progress. */
    int from();

    /** The one after its last. */
    int to();

    /** Copies its weights to where BLAS reads them: those of the active inputs. */
    void copyWeights();

    /**
     * Writes the slice of the gradient of the step in progress.
     *
     * @return the sum of its squares
     */
    double compute();
  }

  /** For batches of up to {@code capacity} examples and so many threads, the caller's included. */
  SharedWork(Layout layout, Activation activation, int capacity, int threads) {
    int perSlice = layout.hidden() < Product.WIDE ? EXAMPLES_PER_SLICE : EXAMPLES_PER_WIDE_SLICE;
    // An even number of slices, for the usual even number of cores.
    int slices =
        capacity < SMALLEST_SPLIT_BATCH
            ? 1
            : 2 * Math.max(1, Math.round(capacity / (2f * perSlice)));
    examplesPerSlice = ceilDiv(capacity, slices);
    batchSlices = new BatchSlice[ceilDiv(capacity, examplesPerSlice)];
    workspace = new Workspace(layout, capacity);
    for (int slice = 0; slice < batchSlices.length; slice++) {
      batchSlices[slice] = new BatchSlice(workspace, activation, slice, examplesPerSlice);
    }
    firstLayerGradients =
        new FirstLayerGradient[FirstLayerGradient.slices(workspace, layout.inputs())];
    workers = new Workers(Math.min(threads, batchSlices.length));
    products = new Matrix[workers.threads()];
    for (int thread = 0; thread < products.length; thread++) {
      products[thread] = new Matrix(FirstLayerGradient.mostInputs(workspace), layout.hidden());
    }
    for (int slice = 0; slice < firstLayerGradients.length; slice++) {
      firstLayerGradients[slice] =
          new FirstLayerGradient(workspace, slice, products[workers.threadOf(slice + 1)]);
    }
    squares = new double[1 + firstLayerGradients.length];
    outputAndBiasGradient = new OutputAndBiasGradient(workspace);
  }

  /** Lets the threads share other work. */
  void share(int parts, IntConsumer body) {
    workers.run(parts, body);
  }

  /** Takes the batch up the layers. */
  void forward(Step step) {
    run(step, forward);
  }

  /** Takes the batch up the layers and down to the hidden layer's gradient. */
  void forwardAndBackward(Step step) {
    run(step, forwardAndBackward);
  }

  /**
   * Computes the gradient of the parameters, after {@link #forwardAndBackward}, and hands over each
   * slice as soon as it is there, if the step has an update.
   *
   * @return the sum of its squares
   */
  double computeGradient() {
    update = workspace.step.update;
    workers.run(slices(), update == null ? computeGradient : computeAndUpdate);
    double sum = 0;
    for (int slice = 0; slice < slices(); slice++) {
      sum += squares[slice];
    }
    return sum;
  }

  /** Hands over all slices of the parameters. */
  void update(Step.Update update) {
    this.update = update;
    workers.run(slices(), updateOnly);
  }

  /** Frees the arrays and ends the threads. */
  @Override
  public void close() {
    workers.close();
    workspace.close();
    for (Matrix product : products) {
      product.close();
    }
  }

  private void run(Step step, IntConsumer body) {
    workspace.step = step;
    int slices = ceilDiv(step.batch.size(), examplesPerSlice);
    workspace.active.collect(step.batch);
    workers.run(Math.max(slices, slices()), select);
    workers.run(slices, body);
  }

  /**
   * The thread that updates a slice of the parameters copies it, too: what lies in its cache is
   * what it needs. Of 800 hidden units that is 1.7 MB in every step.
   */
  private void select(int number) {
    if (number < slices()) {
      slice(number).copyWeights();
    }
    if (number * examplesPerSlice < workspace.step.batch.size()) {
      batchSlices[number].select();
    }
  }

  private void forward(int slice) {
    batchSlices[slice].forward();
  }

  private void forwardAndBackward(int slice) {
    batchSlices[slice].forward();
    batchSlices[slice].backward();
  }

  /** How many slices the batch cuts the parameters into. */
  private int slices() {
    return 1 + FirstLayerGradient.slices(workspace, workspace.active.count());
  }

  private GradientSlice slice(int number) {
    return number == 0 ? outputAndBiasGradient : firstLayerGradients[number - 1];
  }

  private void computeGradient(int number) {
    squares[number] = slice(number).compute();
  }

  private void computeAndUpdate(int number) {
    computeGradient(number);
    updateOnly(number);
  }

  private void updateOnly(int number) {
    GradientSlice slice = slice(number);
    update.apply(slice.from(), slice.to());
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
