package zigzag.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import zigzag.report.chart.Series;
import zigzag.report.chart.Smoothing;

/**
 * How the runs of one label went, on average: over the runs that did not diverge, as far as all of
 * them go.
 *
 * @param x the steps taken
 * @param mean over the runs
 * @param low of the runs
 * @param high of the runs
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of values that nobody compares
public record LabelCurve(double[] x, double[] mean, double[] low, double[] high) {
  public static final LabelCurve EMPTY = of(List.of(), List.of());

  /** The loss of the mini-batches, each run's smoothed before they are put together. */
  public static LabelCurve loss(List<ComparedRun> runs) {
    List<ComparedRun> converged = converged(runs);
    return of(
        converged.stream().map(run -> run.steps().column("step")).toList(),
        converged.stream().map(LabelCurve::smoothed).toList());
  }

  private static double[] smoothed(ComparedRun run) {
    double[] loss = run.steps().column("loss");
    return Smoothing.centred(loss, Smoothing.usualWindow(loss.length));
  }

  /** A column of the metrics, from the end of the first epoch on. */
  public static LabelCurve epochs(List<ComparedRun> runs, String column) {
    List<ComparedRun> converged = converged(runs);
    return of(
        converged.stream().map(run -> trained(run, "step")).toList(),
        converged.stream().map(run -> trained(run, column)).toList());
  }

  /** A column without the row of epoch 0: before training a network guesses. */
  private static double[] trained(ComparedRun run, String column) {
    double[] epoch = run.metrics().column("epoch");
    int start = epoch.length > 0 && epoch[0] == 0 ? 1 : 0;
    return Arrays.copyOfRange(run.metrics().column(column), start, epoch.length);
  }

  private static List<ComparedRun> converged(List<ComparedRun> runs) {
    return runs.stream().filter(run -> !run.diverged()).toList();
  }

  private static LabelCurve of(List<double[]> x, List<double[]> y) {
    int length = y.stream().mapToInt(values -> values.length).min().orElse(0);
    double[] mean = new double[length];
    double[] low = new double[length];
    double[] high = new double[length];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (double[] values : y) {
      for (int i = 0; i < length; i++) {
        mean[i] += values[i] / y.size();
        low[i] = Math.min(low[i], values[i]);
        high[i] = Math.max(high[i], values[i]);
      }
    }
    double[] along = x.isEmpty() ? new double[0] : Arrays.copyOf(x.get(0), length);
    return new LabelCurve(along, mean, low, high);
  }

  /** The last finite mean; NaN if there is none. */
  public double end() {
    for (int i = mean.length - 1; i >= 0; i--) {
      if (Double.isFinite(mean[i])) {
        return mean[i];
      }
    }
    return Double.NaN;
  }

  /** The values of all runs that bound the others. */
  public DoubleStream values() {
    return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high));
  }

  /** The same with all values times a factor. */
  public LabelCurve times(double factor) {
    return new LabelCurve(x, times(mean, factor), times(low, factor), times(high, factor));
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  /** The curve for a chart; shaded from the lowest to the highest run. */
  public Series series(String name, int style) {
    return Series.of(name, style, x, mean).withBand(low, high);
  }
}
