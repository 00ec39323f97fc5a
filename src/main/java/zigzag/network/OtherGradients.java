package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;

/** The gradients of W2, b1 and b2, small beside that of W1. */
final class OtherGradients implements GradientBlock {
  private final Workspace memory;
  private final Layout layout;
  private final FloatPointer h;
  private final FloatPointer dz;
  private final Matrix product;
  private final FloatPointer dw2;

  /** With room for the gradient of W2. */
  OtherGradients(Workspace memory, Matrix product) {
    this.memory = memory;
    this.product = product;
    layout = memory.layout;
    h = memory.h.from(0);
    dz = memory.dz.from(0);
    dw2 = product.from(0);
  }

  @Override
  public int from() {
    return layout.w2();
  }

  @Override
  public int to() {
    return layout.parameterCount();
  }

  @Override
  public void compute() {
    int m = layout.hidden();
    int c = layout.classes();
    Blas.multiply(true, false, m, c, memory.batch.size(), h, m, dz, c, dw2, c);
    product.get(0, memory.gradient, layout.w2(), m * c);
    sumExamples(memory.hiddenGradient, m, memory.gradient, layout.b1());
    sumExamples(memory.outputs, c, memory.gradient, layout.b2());
  }

  private void sumExamples(float[] rows, int columns, float[] target, int offset) {
    System.arraycopy(rows, 0, target, offset, columns);
    for (int k = 1; k < memory.batch.size(); k++) {
      int from = k * columns;
      for (int j = 0; j < columns; j++) {
        target[offset + j] += rows[from + j];
      }
    }
  }
}
