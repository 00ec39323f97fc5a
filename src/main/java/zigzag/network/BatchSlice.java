package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;

/** The way of some examples up the layers and down again. */
final class BatchSlice {
  private final Workspace workspace;
  private final Layout layout;
  private final Activation activation;
  private final int number;
  private final int first;
  private final int most;
  private final float[] selected;
  private final int padded;
  private final int tileWidth;
  private final FloatPointer[] w1;
  private final FloatPointer w2;
  private final FloatPointer x;
  private final FloatPointer[] h;
  private final FloatPointer z;
  private final FloatPointer dz;
  private final FloatPointer da;

  /** For the {@code number}-th slice of a batch, of {@code most} examples if it has so many. */
  BatchSlice(Workspace workspace, Activation activation, int number, int most) {
    this.workspace = workspace;
    this.activation = activation;
    this.number = number;
    this.most = most;
    first = number * most;
    layout = workspace.layout;
    padded = workspace.h.stride();
    tileWidth = Blas.tileWidth(most, padded, layout.inputs());
    w1 = workspace.w1.tiles(0, padded, tileWidth);
    w2 = workspace.w2.from(0);
    x = workspace.x.from(first * layout.inputs());
    h = workspace.h.tiles(first * padded, padded, tileWidth);
    z = workspace.z.from(first * layout.classes());
    dz = workspace.dz.from(first * layout.classes());
    da = workspace.da.from(first * layout.hidden());
    selected = new float[layout.inputs()];
  }

  /** Fetches the inputs. */
  void fetch() {
    workspace.active.fetch(number, workspace.batch, first, examples());
  }

  /** Copies the active inputs to where BLAS reads them. */
  void select() {
    int n = layout.inputs();
    for (int k = first; k < first + examples(); k++) {
      workspace.active.copy(workspace.batch, k, selected);
      workspace.x.put(k * n, selected, 0, workspace.active.count());
    }
  }

  private int examples() {
    return Math.min(most, workspace.batch.size() - first);
  }

  /** From the inputs to the probabilities and the losses. */
  void forward() {
    int n = layout.inputs();
    int m = layout.hidden();
    int c = layout.classes();
    int examples = examples();
    int active = workspace.active.count();
    float[] hidden = workspace.hidden;
    for (int k = first; k < first + examples; k++) {
      workspace.h.putRows(k, 1, workspace.parameters, layout.b1());
      workspace.z.put(k * c, workspace.parameters, layout.b2(), c);
    }
    for (int tile = 0; tile < w1.length; tile++) {
      int width = Math.min(tileWidth, padded - tile * tileWidth);
      Blas.multiply(
          false, false, examples, width, active, x, n, w1[tile], padded, 1f, h[tile], padded);
    }
    workspace.h.getRows(first, examples, hidden, first * m);
    activation.apply(hidden, first * m, examples * m);
    float[] kept = hidden;
    if (workspace.mask != null) {
      kept = workspace.kept;
      multiply(hidden, workspace.mask, kept, first * m, examples * m);
    }
    workspace.h.putRows(first, examples, kept, first * m);
    Blas.multiply(false, false, examples, c, m, h[0], padded, w2, c, 1f, z, c);
    workspace.z.get(first * c, workspace.outputs, first * c, examples * c);
    for (int k = first; k < first + examples; k++) {
      classify(workspace.outputs, k, workspace.batch.labels()[k]);
    }
  }

  /** Turns one example's logits into its class, its probabilities and its loss. */
  private void classify(float[] outputs, int example, int label) {
    int c = layout.classes();
    int from = example * c;
    workspace.predictions[example] = SoftmaxCrossEntropy.prediction(outputs, from, c);
    workspace.losses[example] =
        SoftmaxCrossEntropy.probabilities(outputs, from, c, label, workspace.smoothing);
  }

  /** From the probabilities to the gradient of the hidden layer. */
  void backward() {
    int m = layout.hidden();
    int c = layout.classes();
    int size = workspace.batch.size();
    int examples = examples();
    float[] gradient = workspace.hiddenGradient;
    for (int k = first; k < first + examples; k++) {
      SoftmaxCrossEntropy.gradient(
          workspace.outputs, k * c, c, workspace.batch.labels()[k], workspace.smoothing, size);
    }
    workspace.dz.put(first * c, workspace.outputs, first * c, examples * c);
    Blas.multiply(false, true, examples, m, c, dz, c, w2, c, 0f, da, m);
    workspace.da.get(first * m, gradient, first * m, examples * m);
    if (workspace.mask != null) {
      multiply(gradient, workspace.mask, gradient, first * m, examples * m);
    }
    activation.multiplyByDerivative(workspace.hidden, gradient, first * m, examples * m);
    workspace.da.put(first * m, gradient, first * m, examples * m);
  }

  private static void multiply(float[] a, float[] b, float[] product, int start, int length) {
    for (int i = start; i < start + length; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
