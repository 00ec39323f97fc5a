package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;

/** The gradients of W2, b1 and b2, small beside that of W1. */
final class OtherGradients implements GradientBlock {
  private final Workspace memory;
  private final Layout layout;
  private final FloatPointer h;
  private final FloatPointer dz;
  private final Matrix product;
  private final FloatPointer da;
  private final FloatPointer ones;
  private final FloatPointer dw2;
  private final FloatPointer db1;
  private final FloatPointer db2;

  /**
   * All of them are one stretch.
   *
   * @param product room for it
   */
  OtherGradients(Workspace memory, Matrix product) {
    this.memory = memory;
    this.product = product;
    layout = memory.layout;
    h = memory.h.from(0);
    dz = memory.dz.from(0);
    da = memory.da.from(0);
    ones = memory.ones.from(0);
    dw2 = product.from(0);
    db1 = product.from(layout.b1() - layout.w2());
    db2 = product.from(layout.b2() - layout.w2());
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
  public double compute() {
    int m = layout.hidden();
    int c = layout.classes();
    int examples = memory.batch.size();
    Blas.multiply(true, false, m, c, examples, h, m, dz, c, 0f, dw2, c);
    Blas.multiply(false, false, 1, m, examples, ones, examples, da, m, 0f, db1, m);
    Blas.multiply(false, false, 1, c, examples, ones, examples, dz, c, 0f, db2, c);
    product.get(0, memory.gradient, from(), to() - from());
    return Blas.sumOfSquares(to() - from(), dw2);
  }
}
