package zigzag.network;

/**
 * A mini-batch: up to {@code capacity} examples, filled anew for every step.
 *
 * <p>Example {@code k} is {@code inputs[k * n .. (k + 1) * n)}, n the inputs of the network, each
 * in [0, 1], and {@code labels[k]}; only the first {@link #size()} examples count. The inputs are
 * either written beforehand or fetched from a {@link Source} by the network, whose threads share
 * the work.
 */
public final class Batch {
  private final int capacity;
  private final float[] inputs;
  private final int[] labels;
  private Source source;
  private int size;

  /** Where a network gets the inputs of a batch from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Writes the inputs of the batch's {@code k}-th example to {@code target} from {@code offset}
     * on; called by several threads at once, for different examples.
     */
    void copyInputs(int k, float[] target, int offset);
  }

  /**
   * Makes room for {@code capacity} examples of {@code inputsPerExample} inputs.
   *
   * @throws IllegalArgumentException if a size is below 1 or the inputs don't fit in a Java array
   */
  public Batch(int capacity, int inputsPerExample) {
    if (capacity < 1 || inputsPerExample < 1) {
      throw new IllegalArgumentException(
          "a batch of " + capacity + " examples of " + inputsPerExample + " inputs");
    }
    if ((long) capacity * inputsPerExample > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of " + capacity + " examples of " + inputsPerExample + " inputs is too large");
    }
    this.capacity = capacity;
    this.inputs = new float[capacity * inputsPerExample];
    this.labels = new int[capacity];
  }

  /** The most examples that fit. */
  public int capacity() {
    return capacity;
  }

  /** The inputs, example after example, to be written by whoever fills the batch. */
  public float[] inputs() {
    return inputs;
  }

  /** The class of each example, to be written by whoever fills the batch. */
  public int[] labels() {
    return labels;
  }

  /** The number of examples in the batch; 0 before it is filled. */
  public int size() {
    return size;
  }

  /**
   * Says how many examples the batch now holds, their inputs and labels written already.
   *
   * @throws IllegalArgumentException if that is below 1 or above the capacity
   */
  public void setSize(int size) {
    if (size < 1 || size > capacity) {
      throw new IllegalArgumentException(size + " examples in a batch of " + capacity);
    }
    this.size = size;
    this.source = null;
  }

  /**
   * Says how many examples the batch now holds, their labels written already, and where their
   * inputs are to come from.
   *
   * @throws IllegalArgumentException if there are less than 1 or more than the capacity
   */
  public void setSize(int size, Source source) {
    setSize(size);
    this.source = source;
  }

  /** Sees to it that the inputs of some examples are there. */
  void fetch(int first, int count) {
    int inputsPerExample = inputs.length / capacity;
    for (int k = first; source != null && k < first + count; k++) {
      source.copyInputs(k, inputs, k * inputsPerExample);
    }
  }
}
