package zigzag.network;

/**
 * The memory of one network for batches of up to a certain size, made once.
 *
 * <p>The matrices are what BLAS works on; the Java arrays hold the same values for the elementwise
 * loops between two products.
 */
final class Workspace implements AutoCloseable {
  final Layout layout;
  final int capacity;
  final ActiveInputs active;

  /** W1's rows for the active inputs, padded. */
  final Matrix w1;

  final Matrix w2;

  /** The active inputs of each example, in rows that have room for all. */
  final Matrix x;

  /** h after dropout, padded like W1. */
  final Matrix h;

  final Matrix z;
  final Matrix dz;

  final Matrix dw2;

  final Matrix da;

  /** h after dropout; not used without it. */
  final float[] kept;

  /** First dh, then da. */
  final float[] hiddenGradient;

  /** The step in progress. */
  Step step;

  Workspace(Layout layout, int capacity) {
    this.layout = layout;
    this.capacity = capacity;
    active = new ActiveInputs(layout.inputs());
    int padded = Product.padded(layout.hidden());
    w1 = new Matrix(layout.inputs(), layout.hidden(), padded);
    w2 = new Matrix(layout.hidden(), layout.classes());
    x = new Matrix(capacity, layout.inputs());
    h = new Matrix(capacity, layout.hidden(), padded);
    z = new Matrix(capacity, layout.classes());
    dz = new Matrix(capacity, layout.classes());
    dw2 = new Matrix(layout.hidden(), layout.classes());
    da = new Matrix(capacity, layout.hidden());
    kept = new float[capacity * layout.hidden()];
    hiddenGradient = new float[capacity * layout.hidden()];
  }

  @Override
  public void close() {
    for (Matrix matrix : new Matrix[] {w1, w2, x, h, z, dz, dw2, da}) {
      matrix.close();
    }
  }
}
