package zigzag.network;

/**
 * A network of two weight layers, its loss and its gradient.
 *
 * <p>Forward: {@code h = f(x W1 + b1)}, {@code z = h W2 + b2}, {@code p = softmax(z)}; the loss is
 * the mean cross-entropy {@code L = -1/B Σ log p[y]}, computed stably from the logits z.
 *
 * <p>Backward: {@code dz = (p - onehot(y)) / B}, {@code dW2 = hᵀ dz}, {@code db2 = Σ dz}, {@code dh
 * = dz W2ᵀ}, {@code da = dh ∘ f'(h)}, {@code dW1 = xᵀ da}, {@code db1 = Σ da}.
 *
 * <p>The matrix products run on ND4J arrays that are made once, for the largest batch; everything
 * elementwise runs on Java arrays, where a loop takes a tenth of the time of an ND4J operation.
 * Nothing is allocated in a step.
 *
 * <p>Threads share the work ({@link SharedWork}); the result is the same to the last bit for any
 * number of them. One network serves one caller at a time.
 *
 * <p>Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
 * Nature 323, 1986.
 */
public final class TwoLayerNetwork implements AutoCloseable {
  private final Layout layout;
  private final int capacity;
  private final SharedWork work;
  private final Workspace workspace;

  private double labelSmoothing;
  private int correct;
  private double gradientNorm;

  /** What becomes of a slice of the gradient as soon as it is there. */
  @FunctionalInterface
  public interface Update {
    /**
     * Takes the parameters {@code from} to {@code to - 1} one step on, and touches no others;
     * called by several threads at once, for different slices.
     */
    void apply(int from, int to);
  }

  /**
   * Makes the arrays of a network for batches of up to {@code capacity} examples.
   *
   * @param threads the threads that share a step, the caller's included
   * @throws IllegalArgumentException if capacity or threads is below 1, or if an array for the
   *     batch would not fit in a Java array
   */
  public TwoLayerNetwork(Layout layout, Activation activation, int capacity, int threads) {
    if (capacity < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "batches of " + capacity + " examples on " + threads + " threads; each at least 1");
    }
    long widest = Math.max(layout.inputs(), Math.max(layout.hidden(), layout.classes()));
    if (widest * capacity > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of " + capacity + " examples is too large for " + layout);
    }
    this.layout = layout;
    this.capacity = capacity;
    work = new SharedWork(layout, activation, capacity, threads);
    workspace = work.workspace();
  }

  /**
   * Smooths the labels that losses and gradients are taken for from now on: an example's target is
   * {@code (1 - ε) onehot(y) + ε / C}.
   *
   * @param smoothing ε, from 0, none, to less than 1
   * @throws IllegalArgumentException if it is not
   */
  public void setLabelSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label-smoothing must be at least 0 and below 1, not " + smoothing);
    }
    labelSmoothing = smoothing;
  }

  /** Where the parameters lie in their vector. */
  public Layout layout() {
    return layout;
  }

  /** The length of the parameter vector. */
  public int parameterCount() {
    return layout.parameterCount();
  }

  /**
   * Computes the loss of a batch and its gradient.
   *
   * @param parameters the parameters, as {@link Layout} places them
   * @param gradient on return d(loss)/d(parameters), in the same layout, whatever was there before
   * @return the mean cross-entropy over the batch, in nats
   * @throws IllegalArgumentException if an array or the batch has not this network's size, or a
   *     label is none of its classes
   */
  public double lossAndGradient(float[] parameters, Batch batch, float[] gradient) {
    return lossAndGradient(parameters, batch, null, gradient);
  }

  /**
   * The same with dropout, {@code z = (h ∘ mask) W2 + b2}.
   *
   * @param mask {@code batch size × hidden}, row by row: 0 for a unit that is dropped for that
   *     example, {@code 1 / (1 - rate)} for one that is kept; null for no dropout
   * @throws IllegalArgumentException likewise, or if the mask is too short for the batch
   */
  public double lossAndGradient(float[] parameters, Batch batch, float[] mask, float[] gradient) {
    requireGradient(batch, mask, gradient);
    prepare(parameters, batch, mask);
    work.forwardAndBackward();
    double loss = meanLoss();
    workspace.gradient = gradient;
    gradientNorm = Math.sqrt(work.computeGradient());
    return loss;
  }

  /**
   * Computes the loss of a batch and, unless it is not finite, its gradient, and hands that over
   * slice by slice, while it is in the cache of the core that computed it.
   *
   * @param parameters the parameters, as {@link Layout} places them; the update may change them
   * @param mask as in {@link #lossAndGradient(float[], Batch, float[], float[])}
   * @param gradient on return, if the loss is finite, what the updates made of the gradient
   * @param update what to do with each slice
   * @return the mean cross-entropy over the batch before the update, in nats
   * @throws IllegalArgumentException if an array or the batch has not this network's size, or a
   *     label is none of its classes
   */
  public double step(
      float[] parameters, Batch batch, float[] mask, float[] gradient, Update update) {
    requireGradient(batch, mask, gradient);
    prepare(parameters, batch, mask);
    work.forwardAndBackward();
    double loss = meanLoss();
    if (Double.isFinite(loss)) {
      workspace.gradient = gradient;
      gradientNorm = Math.sqrt(work.computeGradient(update));
    }
    return loss;
  }

  /**
   * Hands over all slices of the parameters after {@link #lossAndGradient}, for an update that must
   * know the whole gradient first.
   */
  public void update(Update update) {
    work.update(update);
  }

  /**
   * Computes the loss of a batch and what the network makes of each example.
   *
   * @param probabilities on return {@code p}, {@code batch size × classes}, row by row
   * @return the mean cross-entropy over the batch, in nats
   * @throws IllegalArgumentException if the parameters or the batch have not this network's size,
   *     or a label is none of its classes
   */
  public double lossAndProbabilities(float[] parameters, Batch batch, float[] probabilities) {
    prepare(parameters, batch, null);
    work.forward();
    System.arraycopy(workspace.outputs, 0, probabilities, 0, batch.size() * layout.classes());
    return meanLoss();
  }

  /**
   * What the hidden units put out for the last batch, before dropout.
   *
   * @param activations on return h, {@code batch size × hidden}, row by row
   */
  public void copyHidden(float[] activations) {
    System.arraycopy(workspace.hidden, 0, activations, 0, workspace.batch.size() * layout.hidden());
  }

  /**
   * What the examples of the last batch were taken for: the class of the largest logit, the first
   * of equals.
   *
   * @param classes on return a class for each example, from {@code start} on
   */
  public void copyPredictions(int[] classes, int start) {
    System.arraycopy(workspace.predictions, 0, classes, start, workspace.batch.size());
  }

  /** How many examples of the last batch were taken for what they are. */
  public int correct() {
    return correct;
  }

  /** The Euclidean norm of the last gradient, as it was before any update. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** Frees the arrays and ends the threads. */
  @Override
  public void close() {
    work.close();
  }

  private void prepare(float[] parameters, Batch batch, float[] mask) {
    requireLength(parameters, "parameters");
    requireFits(batch);
    workspace.parameters = parameters;
    workspace.batch = batch;
    workspace.mask = mask;
    workspace.smoothing = labelSmoothing;
  }

  private void requireFits(Batch batch) {
    if (batch.size() < 1 || batch.size() > capacity) {
      throw new IllegalArgumentException(
          "a batch of " + batch.size() + " examples; this network takes 1 to " + capacity);
    }
    if (batch.inputsPerExample() != layout.inputs()) {
      throw new IllegalArgumentException(
          "examples of " + batch.inputsPerExample() + " inputs for " + layout);
    }
    for (int k = 0; k < batch.size(); k++) {
      int label = batch.labels()[k];
      if (label < 0 || label >= layout.classes()) {
        throw new IllegalArgumentException("example " + k + " has label " + label + "; " + layout);
      }
    }
  }

  private void requireGradient(Batch batch, float[] mask, float[] gradient) {
    requireLength(gradient, "gradient");
    if (mask != null && mask.length < batch.size() * layout.hidden()) {
      throw new IllegalArgumentException(
          "a mask of " + mask.length + " for " + batch.size() + " examples; " + layout);
    }
  }

  private void requireLength(float[] array, String what) {
    if (array.length != layout.parameterCount()) {
      throw new IllegalArgumentException(
          array.length + " " + what + " for a network of " + layout.parameterCount());
    }
  }

  private double meanLoss() {
    double sum = 0;
    int hitCount = 0;
    int size = workspace.batch.size();
    for (int k = 0; k < size; k++) {
      sum += workspace.losses[k];
      hitCount += workspace.predictions[k] == workspace.batch.labels()[k] ? 1 : 0;
    }
    correct = hitCount;
    return sum / size;
  }
}
