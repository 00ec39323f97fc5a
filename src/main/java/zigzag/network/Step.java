package zigzag.network;

/**
 * What a step of a network needs and what it gives: made once, filled by the caller, handed down.
 *
 * <p>The network reads the fields of the first group and writes those of the second.
 */
public final class Step {
  /** W1, W2, b1 and b2 as {@link Layout} places them; only an update may change them. */
  public float[] parameters;

  public Batch batch;

  /**
   * Dropout: what h is multiplied by, {@code batch size × hidden}, row by row: 0 for a unit that is
   * dropped for that example, {@code 1 / (1 - rate)} for one that is kept; null for none.
   */
  public float[] mask;

  /**
   * What to do with each slice of the gradient, while it is in the cache of the core that computed
   * it; null to leave the parameters as they are.
   */
  public Update update;

  /**
   * On return d(loss)/d(parameters), in the same layout, whatever was there before; after an update
   * what that made of it. Null for a step that only goes forward.
   */
  public float[] gradient;

  /** The mean cross-entropy of the batch before the update, in nats. */
  public double loss;

  /** How many examples are taken for what they are. */
  public int correct;

  /** The Euclidean norm of the gradient, as it was before any update. */
  public double gradientNorm;

  /** h, what the hidden units put out before dropout, {@code batch size × hidden}, row by row. */
  public final float[] hidden;

  /** p, {@code batch size × classes}, row by row; after the way back dz, its gradient. */
  public final float[] outputs;

  /** What each example is taken for: the class of the largest logit, the first of equals. */
  public final int[] predictions;

  /** The cross-entropy of each example. */
  final double[] losses;

  /** ε: an example's target is {@code (1 - ε) onehot(y) + ε / C}. */
  final double smoothing;

  private final Layout layout;
  private final int capacity;

  /** What becomes of a slice of the gradient as soon as it is there. */
  @FunctionalInterface
  public interface Update {
    /**
     * Takes the parameters {@code from} to {@code to - 1} one step on, and touches no others;
     * called by several threads at once, for different slices.
     */
    void apply(int from, int to);
  }

  /** For steps of batches of up to {@code capacity} examples. */
  public Step(Layout layout, int capacity) {
    this(layout, capacity, 0);
  }

  /**
   * The same with smoothed labels.
   *
   * @param smoothing ε, from 0, none, to less than 1
   * @throws IllegalArgumentException if it is not, if the capacity is below 1, or if an array for
   *     the batch would not fit in a Java array
   */
  public Step(Layout layout, int capacity, double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label-smoothing must be at least 0 and below 1, not " + smoothing);
    }
    layout.requireBatch(capacity);
    this.layout = layout;
    this.capacity = capacity;
    this.smoothing = smoothing;
    hidden = new float[capacity * layout.hidden()];
    outputs = new float[capacity * layout.classes()];
    predictions = new int[capacity];
    losses = new double[capacity];
  }

  /** A step that leaves the parameters as they are, with room for the gradient. */
  public static Step of(Layout layout, float[] parameters, Batch batch) {
    Step step = new Step(layout, batch.capacity());
    step.parameters = parameters;
    step.batch = batch;
    step.gradient = new float[layout.parameterCount()];
    return step;
  }

  /** Checks that arrays, batch and labels are such as the network takes. */
  void require(Layout its, int most, boolean isBackward) {
    if (!its.equals(layout)) {
      throw new IllegalArgumentException("a step for " + layout + "; " + its);
    }
    requireLength(parameters, "parameters");
    if (batch.size() < 1 || batch.size() > Math.min(capacity, most)) {
      throw new IllegalArgumentException(
          "a batch of "
              + batch.size()
              + " examples; this network takes 1 to "
              + Math.min(capacity, most));
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
    if (isBackward) {
      requireLength(gradient, "gradient");
    }
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

  /** Adds up what became of the examples. */
  void sumUp() {
    int size = batch.size();
    double sum = 0;
    int hits = 0;
    for (int k = 0; k < size; k++) {
      sum += losses[k];
      hits += predictions[k] == batch.labels()[k] ? 1 : 0;
    }
    loss = sum / size;
    correct = hits;
  }
}
