package zigzag.report.chart;

/** Centred moving averages, which unlike exponential ones do not lag behind the curve. */
public final class Smoothing {
  private Smoothing() {}

  /** A width that leaves the shape of a training curve: a fiftieth of it, and an odd number. */
  public static int usualWindow(int count) {
    return count / 50 / 2 * 2 + 1;
  }

  /**
   * The mean of the finite values in a window about each value; NaN where that value is not.
   * Towards the ends the window shrinks on both sides alike, so that a steep start is not
   * flattened, down to a quarter, of which only the part within the values counts.
   *
   * @param window the number of values averaged, odd
   */
  public static double[] centred(double[] values, int window) {
    if (window < 1 || window % 2 == 0) {
      throw new IllegalArgumentException("a window of " + window + " values");
    }
    int count = values.length;
    int half = window / 2;
    double[] sums = new double[count + 1];
    double[] errors = new double[count + 1];
    int[] finite = new int[count + 1];
    for (int i = 0; i < count; i++) {
      boolean isFinite = Double.isFinite(values[i]);
      double value = isFinite ? values[i] : 0;
      sums[i + 1] = sums[i] + value;
      errors[i + 1] = errors[i] + error(sums[i], value, sums[i + 1]);
      finite[i + 1] = finite[i] + (isFinite ? 1 : 0);
    }
    double[] smooth = new double[count];
    for (int i = 0; i < count; i++) {
      int reach = Math.min(half, Math.max(half / 4, Math.min(i, count - 1 - i)));
      int from = Math.max(0, i - reach);
      int to = Math.min(count, i + reach + 1);
      double sum = sums[to] - sums[from] + (errors[to] - errors[from]);
      double mean = sum / (finite[to] - finite[from]);
      smooth[i] = Double.isFinite(values[i]) ? mean : Double.NaN;
    }
    return smooth;
  }

  /**
   * What rounding took from a sum. A loss of 1e15 early in a run would otherwise leave nothing of
   * the small ones after it (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
   * endlicher Summen", Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974).
   */
  private static double error(double a, double b, double sum) {
    return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
  }
}
