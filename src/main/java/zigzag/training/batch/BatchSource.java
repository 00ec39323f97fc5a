package zigzag.training.batch;

import java.io.IOException;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Batch;

/** The mini-batches of a training, epoch by epoch; the last, shorter one of an epoch included. */
public final class BatchSource {
  private final DataSplit data;
  private final Batch batch;
  private final RandomStreams random;
  private final BatchImages images;
  private final int[] order;

  public BatchSource(
      DataSplit data, int batchSize, RandomStreams random, Augmentation augmentation) {
    this.data = data;
    this.random = random;
    order = new int[data.training().length];
    batch = new Batch(Math.min(batchSize, order.length), data.train().inputs());
    images = new BatchImages(data.train(), augmentation, random);
  }

  /** The number of batches in an epoch. */
  public int perEpoch() {
    return (order.length + batch.capacity() - 1) / batch.capacity();
  }

  /** The most examples of a batch. */
  public int capacity() {
    return batch.capacity();
  }

  /**
   * Draws the order of an epoch, from nothing but the seed and the epoch's number.
   *
   * @throws IOException if the data's file has been written to since it was loaded
   */
  public void beginEpoch(int epoch) throws IOException {
    data.train().pixels().requireUnchanged();
    System.arraycopy(data.training(), 0, order, 0, order.length);
    RandomStreams.shuffle(order, random.order(epoch));
  }

  /**
   * Makes the epoch's {@code index}-th batch, for the {@code step}-th step of all.
   *
   * @param threads who shares the work
   */
  public Batch next(int index, long step, Batch.Threads threads) {
    int first = index * batch.capacity();
    int size = Math.min(batch.capacity(), order.length - first);
    images.fill(batch, order, first, size, step, threads);
    return batch;
  }
}
