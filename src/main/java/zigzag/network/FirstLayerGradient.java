package zigzag.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of a stretch of W1: the rows of some active inputs and, all zero, of the others up
 * to the next stretch.
 */
final class FirstLayerGradient implements GradientBlock {
  /** With fewer inputs, too many hidden units would share too short a tile. */
  private static final int MIN_INPUTS = 8;

  /** With more, there would be too few blocks to share among threads. */
  private static final int MAX_INPUTS = 98;

  private final Workspace memory;
  private final int number;
  private final int tileWidth;
  private final FloatPointer x;
  private final FloatPointer[] da;
  private final Matrix product;
  private final FloatPointer[] products;

  /**
   * The {@code number}-th stretch.
   *
   * @param product room for the product, shared by the blocks of one thread so that it stays in the
   *     cache of its core
   */
  FirstLayerGradient(Workspace memory, int number, Matrix product) {
    this.memory = memory;
    this.number = number;
    this.product = product;
    int hidden = memory.layout.hidden();
    tileWidth = Blas.tileWidth(mostInputs(memory), hidden, memory.capacity);
    x = memory.x.from(0);
    da = memory.da.tiles(0, hidden, tileWidth);
    products = product.tiles(0, hidden, tileWidth);
  }

  /** The most active inputs of a block: so many that one tile does for all hidden units. */
  static int mostInputs(Workspace memory) {
    if (memory.layout.hidden() >= Blas.WIDE) {
      // No more than there are: the room for them is taken once for each thread.
      return Math.min(MAX_INPUTS, memory.layout.inputs());
    }
    int inOneTile = (int) (Blas.TILE / ((long) memory.layout.hidden() * memory.capacity));
    return Math.max(MIN_INPUTS, Math.min(MAX_INPUTS, inOneTile));
  }

  /** How many blocks so many active inputs take; even, for the usual even number of cores. */
  static int blocks(Workspace memory, int active) {
    return 2 * Math.max(1, ceilDiv(active, 2 * mostInputs(memory)));
  }

  /** The first active input of a block; the one after the last for the block after the last. */
  private int first(int block) {
    int active = memory.active.count();
    return (int) ((long) active * block / blocks(memory, active));
  }

  @Override
  public int from() {
    int first = number == 0 ? 0 : memory.active.input(first(number));
    return memory.layout.w1() + first * memory.layout.hidden();
  }

  @Override
  public int to() {
    int next = memory.active.input(first(number + 1));
    return memory.layout.w1() + next * memory.layout.hidden();
  }

  @Override
  public double compute() {
    ActiveInputs active = memory.active;
    int n = memory.layout.inputs();
    int m = memory.layout.hidden();
    int first = first(number);
    int last = first(number + 1);
    x.position(first);
    for (int tile = 0; tile < da.length && first < last; tile++) {
      int width = Math.min(tileWidth, m - tile * tileWidth);
      int examples = memory.batch.size();
      Blas.multiply(
          true, false, last - first, width, examples, x, n, da[tile], m, 0f, products[tile], m);
    }
    int done = from();
    int end;
    for (int i = first; i < last; i = end) {
      end = active.endOfRun(i, last);
      int row = memory.layout.w1() + active.input(i) * m;
      Arrays.fill(memory.gradient, done, row, 0f);
      product.get((i - first) * m, memory.gradient, row, (end - i) * m);
      done = row + (end - i) * m;
    }
    Arrays.fill(memory.gradient, done, to(), 0f);
    return Blas.sumOfSquares((last - first) * m, products[0]);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
