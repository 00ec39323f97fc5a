package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;

/** The gradient of W1's rows for some of the inputs. */
final class FirstLayerGradient implements Runnable {
  private final Workspace memory;
  private final int offset;
  private final int count;
  private final FloatPointer x;
  private final FloatPointer da;
  private final FloatPointer target;

  /** For {@code count} inputs from {@code first} on. */
  FirstLayerGradient(Workspace memory, int first, int count) {
    this.memory = memory;
    this.count = count;
    offset = memory.layout.w1() + first * memory.layout.hidden();
    x = memory.x.from(first);
    da = memory.da.from(0);
    target = memory.weightGradient.from(offset);
  }

  @Override
  public void run() {
    int n = memory.layout.inputs();
    int m = memory.layout.hidden();
    Blas.multiply(true, false, count, m, memory.batch.size(), x, n, da, m, target, m);
    memory.weightGradient.get(offset, memory.gradient, offset, count * m);
  }
}
