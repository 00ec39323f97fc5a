package zigzag.network;

/** Copies some of the weights to where BLAS reads them, those of the active inputs. */
final class WeightSlice {
  private final Workspace workspace;
  private final int number;
  private final int slices;

  /** For the {@code number}-th of so many equal shares. */
  WeightSlice(Workspace workspace, int number, int slices) {
    this.workspace = workspace;
    this.number = number;
    this.slices = slices;
  }

  void copy() {
    Layout layout = workspace.layout;
    ActiveInputs active = workspace.active;
    int m = layout.hidden();
    int last = (int) ((long) active.count() * (number + 1) / slices);
    int end;
    for (int i = (int) ((long) active.count() * number / slices); i < last; i = end) {
      end = active.endOfRun(i, last);
      int from = layout.w1() + active.input(i) * m;
      workspace.w1.putRows(i, end - i, workspace.step.parameters, from);
    }
    if (number == 0) {
      workspace.w2.putRows(0, m, workspace.step.parameters, layout.w2());
    }
  }
}
