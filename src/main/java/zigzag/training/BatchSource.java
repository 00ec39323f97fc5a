package zigzag.training;

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
  private final byte[] image;
  private final int[] order;

  BatchSource(DataSplit data, int batchSize, RandomStreams random, Augmentation augmentation) {
    this.data = data;
    this.random = random;
    this.augmentation = augmentation;
    Dataset train = data.train();
    order = new int[data.training().length];
    batch = new Batch(Math.min(batchSize, order.length), train.inputs());
    distortion = augmentation.distortion(train.rows(), train.columns());
    image = new byte[train.inputs()];
  }

  /** The number of batches in an epoch. */
  int perEpoch() {
    return (order.length + batch.capacity() - 1) / batch.capacity();
  }

  /** The most examples of a batch. */
  int capacity() {
    return batch.capacity();
  }

  /** Draws the order of an epoch, from nothing but the seed and the epoch's number. */
  void beginEpoch(int epoch) {
    System.arraycopy(data.training(), 0, order, 0, order.length);
    RandomStreams.shuffle(order, random.order(epoch));
  }

  /** Fills the batch with the epoch's {@code index}-th, for the {@code step}-th step of all. */
  Batch fill(int index, long step) {
    int from = index * batch.capacity();
    int size = Math.min(batch.capacity(), order.length - from);
    Batches.fill(batch, data.train(), order, from, size);
    if (augmentation != Augmentation.NONE) {
      distort(from, size, random.distortions(step));
    }
    return batch;
  }

  private void distort(int from, int size, RandomGenerator generator) {
    for (int k = 0; k < size; k++) {
      data.train().copyPixels(order[from + k], image, 0);
      distortion.distort(image, 0, image, 0, generator);
      Dataset.scale(image, 0, image.length, batch.inputs(), k * image.length);
    }
  }
}
