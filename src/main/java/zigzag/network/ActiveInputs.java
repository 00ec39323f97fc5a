package zigzag.network;

/**
 * The inputs that are not zero in every example of a batch, the only ones that its first layer has
 * to be computed for.
 *
 * <p>In 100 images of MNIST a third of the pixels are blank in all of them. Leaving those out takes
 * nothing from the result: a zero adds nothing to a sum, and the gradient of its weights is zero.
 */
final class ActiveInputs {
  private final int[] index;
  private int count;

  ActiveInputs(int inputs) {
    index = new int[inputs + 1];
  }

  /** Finds those of a batch. */
  void collect(Batch batch) {
    int inputs = index.length - 1;
    count = 0;
    for (int i = 0; i < inputs; i++) {
      if (batch.isActive(i)) {
        index[count++] = i;
      }
    }
    index[count] = inputs;
  }

  /** Writes those of one example to the beginning of an array. */
  void copy(Batch batch, int example, float[] target) {
    byte[] inputs = batch.inputs();
    int from = example * (index.length - 1);
    for (int i = 0; i < count; i++) {
      target[i] = Batch.scaled(inputs[from + index[i]]);
    }
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
