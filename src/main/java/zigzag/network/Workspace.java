package zigzag.network;

import java.util.Arrays;

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

  /** W1's rows for the active inputs, then W2. */
  final Matrix weights;

  /** The active inputs of each example, in rows that have room for all. */
  final Matrix x;

  final Matrix h;
  final Matrix z;
  final Matrix dz;
  final Matrix da;

  /** A one for each example, to sum over them by a product. */
  final Matrix ones;

  /** h. */
  final float[] hidden;

  /** h after dropout; not used without it. */
  final float[] kept;

  /** First dh, then da. */
  final float[] hiddenGradient;

  /** First z, then p, then dz. */
  final float[] outputs;

  /** The cross-entropy of each example. */
  final double[] losses;

  /** Whether each example's largest probability is at its label. */
  final boolean[] hits;

  /** What the step in progress works on. */
  float[] parameters;

  Batch batch;

  /** What the step in progress multiplies h by; null without dropout. */
  float[] mask;

  /** Where the step in progress leaves the gradient. */
  float[] gradient;

  Workspace(Layout layout, int capacity, int parts) {
    this.layout = layout;
    this.capacity = capacity;
    active = new ActiveInputs(layout.inputs(), parts);
    weights = new Matrix(1, layout.weightCount());
    x = new Matrix(capacity, layout.inputs());
    h = new Matrix(capacity, layout.hidden());
    z = new Matrix(capacity, layout.classes());
    dz = new Matrix(capacity, layout.classes());
    da = new Matrix(capacity, layout.hidden());
    ones = new Matrix(1, capacity);
    float[] one = new float[capacity];
    Arrays.fill(one, 1f);
    ones.put(0, one, 0, capacity);
    hidden = new float[capacity * layout.hidden()];
    kept = new float[capacity * layout.hidden()];
    hiddenGradient = new float[capacity * layout.hidden()];
    outputs = new float[capacity * layout.classes()];
    losses = new double[capacity];
    hits = new boolean[capacity];
  }

  @Override
  public void close() {
    for (Matrix matrix : new Matrix[] {weights, x, h, z, dz, da, ones}) {
      matrix.close();
    }
  }
}
