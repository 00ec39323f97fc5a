package zigzag.training;

import zigzag.data.Dataset;
import zigzag.network.Batch;

/** Fills batches from data sets. */
final class Batches {
  private Batches() {}

  /** Fills a batch with {@code size} of the listed examples, from the {@code from}-th on. */
  static void fill(Batch batch, Dataset data, int[] examples, int from, int size) {
    for (int k = 0; k < size; k++) {
      int example = examples[from + k];
      data.copyScaled(example, batch.inputs(), k * data.inputs());
      batch.labels()[k] = data.label(example);
    }
    batch.setSize(size);
  }
}
