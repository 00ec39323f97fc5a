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
      memory.w1.putRows(i, end - i, memory.parameters, from);
    }
    if (number == 0) {
      memory.w2.putRows(0, m, memory.parameters, layout.w2());
    }
  }
}
