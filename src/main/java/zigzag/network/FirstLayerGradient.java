package zigzag.network;

import java.util.Arrays;

/**
 * The gradient of a slice of W1: the rows of some active inputs and, all zero, of the others up to
 * the next slice.
 */
final class FirstLayerGradient implements SharedWork.GradientSlice {
  /** With more inputs, there would be too few slices to share among threads. */
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
    x = workspace.x.all().transposed();
    xTda = new Product(x, workspace.da.all(), product.all(), workspace.layout.hidden());
  }

  /** The most active inputs of a slice. */
  static int mostInputs(Workspace workspace) {
    // No more than there are: the room for them is taken once for each thread.
    int most = Math.min(MAX_INPUTS, workspace.layout.inputs());
    int rows = Product.mostRows(workspace.capacity);
    return workspace.layout.hidden() >= Product.WIDE || rows == 0 ? most : Math.min(most, rows);
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
  public void copyWeights() {
    int m = workspace.layout.hidden();
    int last = first(number + 1);
    int end;
    for (int i = first(number); i < last; i = end) {
      end = workspace.active.endOfRun(i, last);
      int row = workspace.layout.w1() + workspace.active.input(i) * m;
      workspace.w1.putRows(i, end - i, workspace.step.parameters, row);
    }
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
