package zigzag.network;

/** Copies some of the weights to where BLAS reads them, those of the active inputs. */
final class WeightPart {
  private final Workspace memory;
  private final int number;
  private final int parts;

  /** For the {@code number}-th of so many equal shares. */
  WeightPart(Workspace memory, int number, int parts) {
    this.memory = memory;
    this.number = number;
    this.parts = parts;
  }

  void copy() {
    Layout layout = memory.layout;
    ActiveInputs active = memory.active;
    int m = layout.hidden();
    int last = (int) ((long) active.count() * (number + 1) / parts);
    int end;
    for (int i = (int) ((long) active.count() * number / parts); i < last; i = end) {
      end = active.endOfRun(i, last);
      int from = layout.w1() + active.input(i) * m;
      memory.weights.put(layout.w1() + i * m, memory.parameters, from, (end - i) * m);
    }
    if (number == 0) {
      int w2 = layout.w2();
      memory.weights.put(w2, memory.parameters, w2, layout.weightCount() - w2);
    }
  }
}
