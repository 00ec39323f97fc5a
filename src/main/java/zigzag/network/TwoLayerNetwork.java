package zigzag.network;

import java.util.function.IntConsumer;

/**
 * A network of two weight layers, its loss and its gradient.
 *
 * <p>Forward: {@code h = f(x W1 + b1)}, {@code z = h W2 + b2}, {@code p = softmax(z)}; the loss is
 * the mean cross-entropy {@code L = -1/B Σ log p[y]}, computed stably from the logits z.
 *
 * <p>Backward: {@code dz = (p - onehot(y)) / B}, {@code dW2 = hᵀ dz}, {@code db2 = Σ dz}, {@code dh
 * = dz W2ᵀ}, {@code da = dh ∘ f'(h)}, {@code dW1 = xᵀ da}, {@code db1 = Σ da}.
 *
 * <p>{@link PlainNetwork} is the same as it reads, {@link BatchSlice} as it is computed here: the
 * matrix products run on ND4J arrays that are made once, for the largest batch; everything
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

  /**
   * Makes the arrays of a network for batches of up to {@code capacity} examples.
   *
   * @param threads the threads that share a step, the caller's included
   * @throws IllegalArgumentException if capacity or threads is below 1, or if an array for the
   *     batch would not fit in a Java array
   */
  public TwoLayerNetwork(Layout layout, Activation activation, int capacity, int threads) {
    layout.requireBatch(capacity);
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1");
    }
    this.layout = layout;
    this.capacity = capacity;
    work = new SharedWork(layout, activation, capacity, threads);
  }

  /** Where the parameters lie in their vector. */
  public Layout layout() {
    return layout;
  }

  /**
   * Computes the loss of a batch, what the network makes of each example, the gradient and, with an
   * update, the parameters after it; no gradient and no update if the loss is not finite and there
   * is an update.
   *
   * @throws IllegalArgumentException if an array or the batch has not this network's size, or a
   *     label is none of its classes
   */
  public void run(Step step) {
    step.require(layout, capacity, true);
    work.forwardAndBackward(step);
    step.sumUp();
    if (step.update == null || Double.isFinite(step.loss)) {
      step.gradientNorm = Math.sqrt(work.computeGradient());
    }
  }

  /**
   * Hands over all slices of the parameters after {@link #run}, for an update that must know the
   * whole gradient first.
   */
  public void update(Step.Update update) {
    work.update(update);
  }

  /**
   * Computes the loss of a batch and what the network makes of each example.
   *
   * @throws IllegalArgumentException if the parameters or the batch have not this network's size,
   *     or a label is none of its classes
   */
  public void forward(Step step) {
    step.require(layout, capacity, false);
    work.forward(step);
    step.sumUp();
  }

  /**
   * Lets the network's threads share other work between two steps, as {@link Batch#fill} has it.
   */
  public void share(int parts, IntConsumer body) {
    work.share(parts, body);
  }

  /** Frees the arrays and ends the threads. */
  @Override
  public void close() {
    work.close();
  }
}
