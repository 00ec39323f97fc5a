package zigzag.network;

import java.util.Arrays;

/**
 * The inputs that are not zero in every example of a batch, the only ones that its first layer has
 * to be computed for.
 *
 * <p>In 100 images of MNIST a third of the pixels are blank in all of them. Leaving those out takes
 * nothing from the result: a zero adds nothing to a sum, and the gradient of its weights is zero.
 */
final class ActiveInputs {
  private final byte[][] marks;
  private final int[] index;
  private int count;

  /** For batches of so many slices. */
  ActiveInputs(int inputs, int slices) {
    marks = new byte[slices][inputs];
    index = new int[inputs + 1];
  }

  /** Has some examples of a batch fetched, its slice of that number; others may be at it, too. */
  void fetch(int slice, Batch batch, int first, int exampleCount) {
    Arrays.fill(marks[slice], (byte) 0);
    batch.source().fetch(first, exampleCount, marks[slice]);
  }

  /** Puts together what was marked in the first so many slices. */
  void collect(int slices) {
    int inputs = index.length - 1;
    count = 0;
    for (int i = 0; i < inputs; i++) {
      boolean marked = false;
      for (int slice = 0; slice < slices && !marked; slice++) {
        marked = marks[slice][i] != 0;
      }
      if (marked) {
        index[count++] = i;
      }
    }
    index[count] = inputs;
  }

  /** Writes the active inputs of one example to the beginning of an array. */
  void copy(Batch batch, int example, float[] target) {
    batch.source().copy(example, index, count, target);
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The number of the {@code active}-th among all inputs; that of the one after the last is n. */
  int input(int active) {
    return index[active];
  }

  /**
   * The end of the run of neighbours that begins with one of them.
   *
   * @return the next one that is not its neighbour's neighbour, at most {@code limit}
   */
  int endOfRun(int active, int limit) {
    int end = active + 1;
    while (end < limit && index[end] == index[end - 1] + 1) {
      end++;
    }
    return end;
  }
}
