package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;

/** The way of some examples up the layers and down again. */
final class ExamplePart {
  private final Workspace memory;
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

  /** For the {@code number}-th part of a batch, of {@code most} examples if it has so many. */
  ExamplePart(Workspace memory, Activation activation, int number, int most) {
    this.memory = memory;
    this.activation = activation;
    this.number = number;
    this.most = most;
    first = number * most;
    layout = memory.layout;
    padded = memory.h.stride();
    tileWidth = Blas.tileWidth(most, padded, layout.inputs());
    w1 = memory.w1.tiles(0, padded, tileWidth);
    w2 = memory.w2.from(0);
    x = memory.x.from(first * layout.inputs());
    h = memory.h.tiles(first * padded, padded, tileWidth);
    z = memory.z.from(first * layout.classes());
    dz = memory.dz.from(first * layout.classes());
    da = memory.da.from(first * layout.hidden());
    selected = new float[layout.inputs()];
  }

  /** Fetches the inputs. */
  void fetch() {
    memory.active.fetch(number, memory.batch, first, examples());
  }

  /** Copies the active inputs to where BLAS reads them. */
  void select() {
    int n = layout.inputs();
    for (int k = first; k < first + examples(); k++) {
      memory.active.copy(memory.batch, k, selected);
      memory.x.put(k * n, selected, 0, memory.active.count());
    }
  }

  private int examples() {
    return Math.min(most, memory.batch.size() - first);
  }

  /** From the inputs to the probabilities and the losses. */
  void forward() {
    int n = layout.inputs();
    int m = layout.hidden();
    int c = layout.classes();
    int examples = examples();
    int active = memory.active.count();
    float[] hidden = memory.hidden;
    for (int k = first; k < first + examples; k++) {
      memory.h.putRows(k, 1, memory.parameters, layout.b1());
      memory.z.put(k * c, memory.parameters, layout.b2(), c);
    }
    for (int tile = 0; tile < w1.length; tile++) {
      int width = Math.min(tileWidth, padded - tile * tileWidth);
      Blas.multiply(
          false, false, examples, width, active, x, n, w1[tile], padded, 1f, h[tile], padded);
    }
    memory.h.getRows(first, examples, hidden, first * m);
    activation.apply(hidden, first * m, examples * m);
    float[] kept = hidden;
    if (memory.mask != null) {
      kept = memory.kept;
      multiply(hidden, memory.mask, kept, first * m, examples * m);
    }
    memory.h.putRows(first, examples, kept, first * m);
    Blas.multiply(false, false, examples, c, m, h[0], padded, w2, c, 1f, z, c);
    memory.z.get(first * c, memory.outputs, first * c, examples * c);
    for (int k = first; k < first + examples; k++) {
      judge(memory.outputs, k, memory.batch.labels()[k]);
    }
  }

  /** Turns one example's logits into its class, its probabilities and its loss. */
  private void judge(float[] outputs, int example, int label) {
    int c = layout.classes();
    int from = example * c;
    memory.predictions[example] = SoftmaxCrossEntropy.prediction(outputs, from, c);
    memory.losses[example] =
        SoftmaxCrossEntropy.probabilities(outputs, from, c, label, memory.smoothing);
  }

  /** From the probabilities to the gradient of the hidden layer. */
  void backward() {
    int m = layout.hidden();
    int c = layout.classes();
    int size = memory.batch.size();
    int examples = examples();
    float[] gradient = memory.hiddenGradient;
    for (int k = first; k < first + examples; k++) {
      SoftmaxCrossEntropy.gradient(
          memory.outputs, k * c, c, memory.batch.labels()[k], memory.smoothing, size);
    }
    memory.dz.put(first * c, memory.outputs, first * c, examples * c);
    Blas.multiply(false, true, examples, m, c, dz, c, w2, c, 0f, da, m);
    memory.da.get(first * m, gradient, first * m, examples * m);
    if (memory.mask != null) {
      multiply(gradient, memory.mask, gradient, first * m, examples * m);
    }
    activation.multiplyByDerivative(memory.hidden, gradient, first * m, examples * m);
    memory.da.put(first * m, gradient, first * m, examples * m);
  }

  private static void multiply(float[] a, float[] b, float[] product, int start, int length) {
    for (int i = start; i < start + length; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
