package zigzag.network;

import java.util.Arrays;

/**
 * The gradient of a slice of W1: the rows of some active inputs and, all zero, of the others up to
 * the next slice.
 */
final class FirstLayerGradient implements SharedWork.GradientSlice {
  /** With fewer inputs, too many hidden units would share too short a tile. */
  private static final int MIN_INPUTS = 8;

  /** With more, there would be too few slices to share among threads. */
  private static final int MAX_INPUTS = 98;

  private final Workspace workspace;
  private final int number;
  private final Product.Operand x;
  private final Product xTda;
  private final Matrix product;

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
    x = workspace.x.all().transposed();
    xTda =
        new Product(
            x,
            workspace.da.all(),
            product.all(),
            hidden,
            mostInputs(workspace),
            workspace.capacity);
  }

  /** The most active inputs of a slice: so many that one tile does for all hidden units. */
  static int mostInputs(Workspace workspace) {
    if (workspace.layout.hidden() >= Product.WIDE) {
      // No more than there are: the room for them is taken once for each thread.
      return Math.min(MAX_INPUTS, workspace.layout.inputs());
    }
    int inOneTile = (int) (Product.TILE / ((long) workspace.layout.hidden() * workspace.capacity));
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
    int m = workspace.layout.hidden();
    int first = first(number);
    int last = first(number + 1);
    x.first().position(first);
    if (first < last) {
      xTda.set(last - first, workspace.step.batch.size());
    }
    int done = from();
    int end;
    for (int i = first; i < last; i = end) {
      end = active.endOfRun(i, last);
      int row = workspace.layout.w1() + active.input(i) * m;
      Arrays.fill(workspace.step.gradient, done, row, 0f);
      product.getRows(i - first, end - i, workspace.step.gradient, row);
      done = row + (end - i) * m;
    }
    Arrays.fill(workspace.step.gradient, done, to(), 0f);
    return product.sumOfSquares(last - first);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
