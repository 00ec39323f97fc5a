package zigzag.training;

import java.io.IOException;
import java.util.random.RandomGenerator;
import zigzag.data.Augmentation;
import zigzag.data.Dataset;
import zigzag.data.Distortion;
import zigzag.network.Batch;

/** The mini-batches of a training, epoch by epoch; the last, shorter one of an epoch included. */
final class BatchSource {
  private final DataSplit data;
  private final Batch batch;
  private final RandomStreams random;
  private final Augmentation augmentation;
  private final Distortion distortion;
  private final byte[] distorted;
  private final int[] order;
  private final Batch.Source original = this::copyOriginal;
  private final Batch.Source changed = this::copyDistorted;
  private int first;

  BatchSource(DataSplit data, int batchSize, RandomStreams random, Augmentation augmentation) {
    this.data = data;
    this.random = random;
    this.augmentation = augmentation;
    Dataset train = data.train();
    order = new int[data.training().length];
    batch = new Batch(Math.min(batchSize, order.length), train.inputs());
    distortion = augmentation.distortion(train.rows(), train.columns());
    distorted =
        augmentation == Augmentation.NONE ? null : new byte[batch.capacity() * train.inputs()];
  }

  /** The number of batches in an epoch. */
  int perEpoch() {
    return (order.length + batch.capacity() - 1) / batch.capacity();
  }

  /** The most examples of a batch. */
  int capacity() {
    return batch.capacity();
  }

  /**
   * Draws the order of an epoch, from nothing but the seed and the epoch's number.
   *
   * @throws IOException if the data's file has been written to since it was loaded
   */
  void beginEpoch(int epoch) throws IOException {
    data.train().requireUnchanged();
    System.arraycopy(data.training(), 0, order, 0, order.length);
    RandomStreams.shuffle(order, random.order(epoch));
  }

  /**
   * Makes the epoch's {@code index}-th batch, for the {@code step}-th step of all. The inputs are
   * scaled as the network's threads ask for them.
   */
  Batch next(int index, long step) {
    first = index * batch.capacity();
    int size = Math.min(batch.capacity(), order.length - first);
    for (int k = 0; k < size; k++) {
      batch.labels()[k] = data.train().label(order[first + k]);
    }
    if (augmentation == Augmentation.NONE) {
      batch.setSize(size, original);
    } else {
      distort(size, random.distortions(step));
      batch.setSize(size, changed);
    }
    return batch;
  }

  private void distort(int size, RandomGenerator generator) {
    int inputs = data.train().inputs();
    for (int k = 0; k < size; k++) {
      data.train().copyPixels(order[first + k], distorted, k * inputs);
      distortion.distort(distorted, k * inputs, distorted, k * inputs, generator);
    }
  }

  private void copyOriginal(int k, float[] target, int offset) {
    data.train().copyScaled(order[first + k], target, offset);
  }

  private void copyDistorted(int k, float[] target, int offset) {
    int inputs = data.train().inputs();
    Dataset.scale(distorted, k * inputs, inputs, target, offset);
  }
}
