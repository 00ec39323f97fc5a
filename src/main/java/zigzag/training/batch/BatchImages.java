package zigzag.training.batch;

import java.util.random.RandomGenerator;
import zigzag.data.Dataset;
import zigzag.data.distortion.Augmentation;
import zigzag.data.distortion.Distortion;
import zigzag.network.Batch;

/**
 * The images of a batch: fetched and, if so wanted, distorted by the network's threads, scaled only
 * as far as they are not blank in the whole batch.
 */
public final class BatchImages implements Batch.Source {
  private final Dataset data;
  private final Augmentation augmentation;
  private final RandomStreams random;
  private final ThreadLocal<Distortion> distortion;
  private final byte[] pixels;
  private int[] examples;
  private int first;
  private long step;

  /** Makes room for the images of a batch of up to {@code capacity} examples. */
  public BatchImages(Dataset data, int capacity) {
    this(data, capacity, Augmentation.NONE, null);
  }

  /** The same for a training, whose distortions come from its streams. */
  BatchImages(Dataset data, int capacity, Augmentation augmentation, RandomStreams random) {
    this.random = random;
    this.data = data;
    this.augmentation = augmentation;
    distortion =
        ThreadLocal.withInitial(() -> new Distortion(augmentation, data.rows(), data.columns()));
    pixels = new byte[capacity * data.inputs()];
  }

  /**
   * Fills a batch with the examples {@code examples[first]} to {@code examples[first + size - 1]}.
   */
  public void fill(Batch batch, int[] examples, int first, int size) {
    this.examples = examples;
    this.first = first;
    for (int k = 0; k < size; k++) {
      batch.labels()[k] = data.label(examples[first + k]);
    }
    batch.setSize(size, this);
  }

  /** The same for one step of all. */
  void fill(Batch batch, int[] examples, int first, int size, long step) {
    this.step = step;
    fill(batch, examples, first, size);
  }

  @Override
  public void fetch(int from, int count, byte[] marks) {
    int inputs = data.inputs();
    // All copies before the first look at one: they hardly wait for one another, and the images
    // are seldom in the cache (50 images of MNIST: 21 µs, and 30 µs image by image).
    for (int k = from; k < from + count; k++) {
      data.copyPixels(examples[first + k], pixels, k * inputs);
    }
    if (augmentation.kind() != Augmentation.Kind.NONE) {
      for (int k = from; k < from + count; k++) {
        RandomGenerator generator = random.distortions(step, k);
        distortion.get().distort(pixels, k * inputs, generator);
      }
    }
    for (int k = from; k < from + count; k++) {
      Dataset.mark(pixels, k * inputs, inputs, marks);
    }
  }

  @Override
  public void copy(int example, int[] inputs, int count, float[] target) {
    Dataset.scale(pixels, example * data.inputs(), inputs, count, target);
  }
}
