package zigzag.network;

/**
 * Where each parameter of a two-layer network lies in its one flat vector.
 *
 * <p>{@code W1 | W2 | b1 | b2}: weights first and biases last, so that weight decay, which spares
 * biases, is a prefix. W1 is {@code inputs × hidden} and W2 {@code hidden × classes}, both row by
 * row. Gradients and the optimizer's slots share the layout.
 *
 * @param inputs the number of inputs, the pixels of an image
 * @param hidden the number of hidden units
 * @param classes the number of classes
 */
public record Layout(int inputs, int hidden, int classes) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is below 1, or if the parameters don't fit in one
   *     Java array
   */
  public Layout {
    if (inputs < 1 || hidden < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "a network of " + inputs + "-" + hidden + "-" + classes + " units; each at least 1");
    }
    long parameters = (long) hidden * (inputs + (long) classes + 1) + classes;
    if (parameters > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          hidden + " hidden units make " + parameters + " parameters; at most 2147483639 work");
    }
  }

  /** The widths of its layers: {@code 784-128-10}. */
  public String widths() {
    return inputs + "-" + hidden + "-" + classes;
  }

  /** The offset of W1. */
  public int w1() {
    return 0;
  }

  /** The offset of W2. */
  public int w2() {
    return inputs * hidden;
  }

  /** The offset of b1, which is the number of weights. */
  public int b1() {
    return weightCount();
  }

  /** The offset of b2. */
  public int b2() {
    return weightCount() + hidden;
  }

  /** The length of the prefix that weight decay applies to. */
  public int weightCount() {
    return hidden * (inputs + classes);
  }

  /** The length of the whole vector. */
  public int parameterCount() {
    return weightCount() + hidden + classes;
  }

  /**
   * Checks that there are examples in a batch, and that Java arrays can hold what is made of it.
   */
  void requireBatch(int capacity) {
    long widest = Math.max(inputs, Math.max(hidden, classes));
    if (capacity < 1 || widest * capacity > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "batches of " + capacity + " examples are none, or too large, for " + this);
    }
  }
}
