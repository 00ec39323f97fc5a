package zigzag.network;

/**
 * A mini-batch: up to {@code capacity} examples, filled anew for every step.
 *
 * <p>Example {@code k} has {@code labels[k]} and n inputs, n those of the network; only the first
 * {@link #size()} examples count. The inputs are either written beforehand, as {@code inputs[k * n
 * .. (k + 1) * n)}, or come from a {@link Source} when the network asks for them, whose threads
 * share the work.
 */
public final class Batch {
  private final int capacity;
  private final int inputsPerExample;
  private final int[] labels;
  private final Source written = new Written();
  private float[] inputs;
  private Source source = written;
  private int size;

  /**
   * Where a network gets the inputs of a batch from, for several examples by several threads at
   * once.
   */
  public interface Source {
    /**
     * Fetches examples and marks the inputs that are not zero in all of them.
     *
     * @param marks one for each input, to be set to anything but 0; marks that are there stay
     */
    void fetch(int first, int count, byte[] marks);

    /**
     * Writes some inputs of an example that has been fetched.
     *
     * @param inputs the numbers of those inputs, {@code count} of them
     * @param target receives them, the first at its beginning
     */
    void copy(int example, int[] inputs, int count, float[] target);
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
    this.inputsPerExample = inputsPerExample;
    this.labels = new int[capacity];
  }

  /** The most examples that fit. */
  public int capacity() {
    return capacity;
  }

  /** The inputs of an example. */
  public int inputsPerExample() {
    return inputsPerExample;
  }

  /**
   * The inputs, example after example, to be written by whoever fills the batch; unless they come
   * from a source, which has its own room for them.
   */
  public float[] inputs() {
    if (inputs == null) {
      inputs = new float[capacity * inputsPerExample];
    }
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
    this.source = written;
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

  /** Where the inputs come from. */
  Source source() {
    return source;
  }

  /** The inputs that were written beforehand. */
  private final class Written implements Source {
    @Override
    public void fetch(int first, int count, byte[] marks) {
      for (int k = first; k < first + count; k++) {
        for (int i = 0; i < inputsPerExample; i++) {
          if (inputs()[k * inputsPerExample + i] != 0f) {
            marks[i] = 1;
          }
        }
      }
    }

    @Override
    public void copy(int example, int[] numbers, int count, float[] target) {
      for (int i = 0; i < count; i++) {
        target[i] = inputs()[example * inputsPerExample + numbers[i]];
      }
    }
  }
}
