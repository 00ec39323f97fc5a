package zigzag.network;

/**
 * The way of some examples up the layers and down again: the formulas of {@link TwoLayerNetwork},
 * one after another.
 *
 * <p>BLAS works on matrices, everything between two products on Java arrays, example by example
 * from the slice's first on.
 */
final class BatchSlice {
  private final Workspace workspace;
  private final Layout layout;
  private final Activation activation;
  private final int first;
  private final int most;
  private final float[] selected;
  private final Product xW1;
  private final Product hW2;
  private final Product dzW2;

  /** For the {@code number}-th slice of a batch, of {@code most} examples if it has so many. */
  BatchSlice(Workspace workspace, Activation activation, int number, int most) {
    this.workspace = workspace;
    this.activation = activation;
    this.most = most;
    first = number * most;
    layout = workspace.layout;
    selected = new float[layout.inputs()];
    Product.Operand x = workspace.x.fromRow(first);
    Product.Operand h = workspace.h.fromRow(first);
    Product.Operand w2 = workspace.w2.all();
    xW1 = new Product(x, workspace.w1.all(), h, h.stride());
    hW2 = new Product(h, w2, workspace.z.fromRow(first), layout.classes());
    dzW2 =
        new Product(
            workspace.dz.fromRow(first),
            w2.transposed(),
            workspace.da.fromRow(first),
            layout.hidden());
  }

  private int examples() {
    return Math.min(most, workspace.step.batch.size() - first);
  }

  /** Copies the active inputs to where BLAS reads them: x. */
  void select() {
    for (int k = first; k < first + examples(); k++) {
      workspace.active.copy(workspace.step.batch, k, selected);
      workspace.x.putRow(k, selected, workspace.active.count());
    }
  }

  /** {@code h = f(x W1 + b1)}, {@code z = h W2 + b2}, {@code p = softmax(z)}, and the losses. */
  void forward() {
    Step step = workspace.step;
    int rows = examples();
    int from = first * layout.hidden();
    int length = rows * layout.hidden();
    int c = layout.classes();
    float[] h = step.hidden;

    workspace.h.fillRows(first, rows, step.parameters, layout.b1());
    xW1.add(rows, workspace.active.count());
    workspace.h.getRows(first, rows, h, from);
    activation.apply(h, from, length);
    if (step.mask != null) {
      multiply(h, step.mask, workspace.kept, from, length);
      h = workspace.kept;
    }
    workspace.h.putRows(first, rows, h, from);

    workspace.z.fillRows(first, rows, step.parameters, layout.b2());
    hW2.add(rows, layout.hidden());
    workspace.z.getRows(first, rows, step.outputs, first * c);
    for (int k = first; k < first + rows; k++) {
      int label = step.batch.labels()[k];
      step.predictions[k] = SoftmaxCrossEntropy.prediction(step.outputs, k * c, c);
      step.losses[k] =
          SoftmaxCrossEntropy.probabilities(step.outputs, k * c, c, label, step.smoothing);
    }
  }

  /** {@code dz = (p - target) / B}, {@code da = (dz W2ᵀ) ∘ f'(h)}. */
  void backward() {
    Step step = workspace.step;
    int rows = examples();
    int from = first * layout.hidden();
    int length = rows * layout.hidden();
    int c = layout.classes();
    int size = step.batch.size();
    float[] dz = step.outputs;
    float[] da = workspace.hiddenGradient;

    for (int k = first; k < first + rows; k++) {
      int label = step.batch.labels()[k];
      SoftmaxCrossEntropy.gradient(dz, k * c, c, label, step.smoothing, size);
    }
    workspace.dz.putRows(first, rows, dz, first * c);

    dzW2.set(rows, c);
    workspace.da.getRows(first, rows, da, from);
    if (step.mask != null) {
      multiply(da, step.mask, da, from, length);
    }
    activation.multiplyByDerivative(step.hidden, da, from, length);
    workspace.da.putRows(first, rows, da, from);
  }

  private static void multiply(float[] a, float[] b, float[] product, int start, int length) {
    for (int i = start; i < start + length; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
