package zigzag.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import zigzag.report.chart.Series;
import zigzag.report.chart.Smoothing;

/**
 * How the runs of one label went, on average: over the runs that did not diverge, as far as all of
 * them go.
 *
 * @param x the steps taken
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of values that nobody compares
record LabelCurve(double[] x, double[] mean, double[] low, double[] high) {
  static final LabelCurve EMPTY = loss(List.of());

  /** The loss of the mini-batches, each run's smoothed before they are put together. */
  static LabelCurve loss(List<ComparedRun> runs) {
    return of(
        runs,
        run -> run.steps().column("step"),
        run -> {
          double[] loss = run.steps().column("loss");
          return Smoothing.centred(loss, Smoothing.usualWindow(loss.length));
        });
  }

  /** A column of the metrics, from the end of the first epoch on. */
  static LabelCurve epochs(List<ComparedRun> runs, String column) {
    return of(runs, run -> trained(run, "step"), run -> trained(run, column));
  }

  /** A column without the row of epoch 0: before training a network guesses. */
  private static double[] trained(ComparedRun run, String column) {
    double[] epoch = run.metrics().column("epoch");
    int start = epoch.length > 0 && epoch[0] == 0 ? 1 : 0;
    return Arrays.copyOfRange(run.metrics().column(column), start, epoch.length);
  }

  private static LabelCurve of(
      List<ComparedRun> runs,
      Function<ComparedRun, double[]> x,
      Function<ComparedRun, double[]> y) {
    List<ComparedRun> converged = runs.stream().filter(run -> !run.diverged()).toList();
    List<double[]> curves = converged.stream().map(y).toList();
    int length = curves.stream().mapToInt(values -> values.length).min().orElse(0);
    double[] mean = new double[length];
    double[] low = new double[length];
    double[] high = new double[length];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (double[] values : curves) {
      for (int i = 0; i < length; i++) {
        mean[i] += values[i] / curves.size();
        low[i] = Math.min(low[i], values[i]);
        high[i] = Math.max(high[i], values[i]);
      }
    }
    double[] along =
        converged.stream().findFirst().map(x).map(all -> Arrays.copyOf(all, length)).orElse(mean);
    return new LabelCurve(along, mean, low, high);
  }

  /** The last finite mean; NaN if there is none. */
  double end() {
    return Arrays.stream(mean).filter(Double::isFinite).reduce(Double.NaN, (one, next) -> next);
  }

  /** The values of all runs that bound the others. */
  DoubleStream values() {
    return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high));
  }

  LabelCurve times(double factor) {
    return new LabelCurve(x, times(mean, factor), times(low, factor), times(high, factor));
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  /** The curve for a chart; shaded from the lowest to the highest run. */
  Series series(String name, int style) {
    return Series.of(name, style, x, mean).withBand(low, high);
  }
}
