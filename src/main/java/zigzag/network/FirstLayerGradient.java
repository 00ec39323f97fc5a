package zigzag.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of a slice of W1: the rows of some active inputs and, all zero, of the others up to
 * the next slice.
 */
final class FirstLayerGradient implements GradientSlice {
  /** With fewer inputs, too many hidden units would share too short a tile. */
  private static final int MIN_INPUTS = 8;

  /** With more, there would be too few slices to share among threads. */
  private static final int MAX_INPUTS = 98;

  private final Workspace workspace;
  private final int number;
  private final int tileWidth;
  private final FloatPointer x;
  private final FloatPointer[] da;
  private final Matrix product;
  private final FloatPointer[] products;

  /**
   * The {@code number}-th slice.
   *
   * @param product room for the product, shared by the slices of one thread so that it stays in the
   *     cache of its core
   */
  FirstLayerGradient(Workspace workspace, int number, Matrix product) {
    this.workspace = workspace;
    this.number = number;
    this.product = product;
    int hidden = workspace.layout.hidden();
    tileWidth = Blas.tileWidth(mostInputs(workspace), hidden, workspace.capacity);
    x = workspace.x.from(0);
    da = workspace.da.tiles(0, hidden, tileWidth);
    products = product.tiles(0, hidden, tileWidth);
  }

  /** The most active inputs of a slice: so many that one tile does for all hidden units. */
  static int mostInputs(Workspace workspace) {
    if (workspace.layout.hidden() >= Blas.WIDE) {
      // No more than there are: the room for them is taken once for each thread.
      return Math.min(MAX_INPUTS, workspace.layout.inputs());
    }
    int inOneTile = (int) (Blas.TILE / ((long) workspace.layout.hidden() * workspace.capacity));
    return Math.max(MIN_INPUTS, Math.min(MAX_INPUTS, inOneTile));
  }

  /** How many slices so many active inputs take; even, for the usual even number of cores. */
  static int slices(Workspace workspace, int active) {
    return 2 * Math.max(1, ceilDiv(active, 2 * mostInputs(workspace)));
  }

  /** The first active input of a slice; the one after the last for the slice after the last. */
  private int first(int slice) {
    int active = workspace.active.count();
    return (int) ((long) active * slice / slices(workspace, active));
  }

  @Override
  public int from() {
    int first = number == 0 ? 0 : workspace.active.input(first(number));
    return workspace.layout.w1() + first * workspace.layout.hidden();
  }

  @Override
  public int to() {
    int next = workspace.active.input(first(number + 1));
    return workspace.layout.w1() + next * workspace.layout.hidden();
  }

  @Override
  public double compute() {
    ActiveInputs active = workspace.active;
    int n = workspace.layout.inputs();
    int m = workspace.layout.hidden();
    int first = first(number);
    int last = first(number + 1);
    x.position(first);
    for (int tile = 0; tile < da.length && first < last; tile++) {
      int width = Math.min(tileWidth, m - tile * tileWidth);
      int examples = workspace.batch.size();
      Blas.multiply(
          true, false, last - first, width, examples, x, n, da[tile], m, 0f, products[tile], m);
    }
    int done = from();
    int end;
    for (int i = first; i < last; i = end) {
      end = active.endOfRun(i, last);
      int row = workspace.layout.w1() + active.input(i) * m;
      Arrays.fill(workspace.gradient, done, row, 0f);
      product.get((i - first) * m, workspace.gradient, row, (end - i) * m);
      done = row + (end - i) * m;
    }
    Arrays.fill(workspace.gradient, done, to(), 0f);
    return Blas.sumOfSquares((last - first) * m, products[0]);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
