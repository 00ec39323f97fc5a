package zigzag.report.comparison.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import zigzag.archive.TuningTrial;
import zigzag.report.chart.Smoothing;
import zigzag.report.comparison.ComparedLabel;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.RateTrials;
import zigzag.report.comparison.TunedLabel;

/**
 * The numbers that the charts of a comparison's page are drawn from: each run's curves, which the
 * page smooths and averages itself, and the trials of learning rates.
 *
 * <p>Neighbouring steps are averaged, the more of them the more runs there are, so that the page
 * stays small: 100 runs make about a megabyte.
 */
final class ComparisonCurves {
  private static final int MAX_POINTS = 600;
  private static final int FEWEST_POINTS = 20;

  /** Of all runs' losses together. */
  private static final int MAX_NUMBERS = 100_000;

  /** As exact as the charts show values on hover, and a digit more. */
  private static final MathContext DIGITS = new MathContext(5);

  private final ComparisonFolder comparison;
  private final int points;
  private final long lastStep;
  private final long group;
  private final double[] epochs;

  ComparisonCurves(ComparisonFolder comparison) {
    this.comparison = comparison;
    List<ComparedRun> runs = comparison.runs();
    points = Math.max(FEWEST_POINTS, Math.min(MAX_POINTS, MAX_NUMBERS / runs.size()));
    lastStep = Math.max(1, runs.stream().mapToLong(ComparedRun::stepCount).max().orElseThrow());
    group = (lastStep + points - 1) / points;
    epochs = epochs();
  }

  /** The epochs that any run came to; at most so many that their ends fit on a chart. */
  private double[] epochs() {
    TreeSet<Double> all = new TreeSet<>();
    for (ComparedRun run : comparison.runs()) {
      Arrays.stream(run.metrics().column("epoch")).forEach(all::add);
    }
    int stride = (all.size() + points - 1) / points;
    List<Double> sorted = new ArrayList<>(all);
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      if (i % stride == 0 || i == sorted.size() - 1) {
        kept.add(sorted.get(i));
      }
    }
    return kept.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The numbers for JSON. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("labels", comparison.labels().stream().map(ComparedLabel::label).toList());
    data.put("looks", comparison.labels().stream().map(ComparedLabel::style).toList());
    data.put("steps", steps());
    data.put("epoch", numbers(epochs, 1));
    data.put("runs", comparison.runs().stream().map(this::run).toList());
    data.put("tuning", comparison.trials().isEmpty() ? null : tuning());
    return data;
  }

  private Map<String, Object> steps() {
    int count = Math.toIntExact((lastStep + group - 1) / group);
    List<Long> step = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long first = i * group + 1;
      step.add((first + Math.min(lastStep, first + group - 1)) / 2);
    }
    return Map.of("step", step, "group", group, "window", Smoothing.usualWindow(count));
  }

  private Map<String, Object> run(ComparedRun run) {
    Map<String, Object> curves = new LinkedHashMap<>();
    curves.put("label", comparison.labelOf(run).place());
    curves.put("diverged", run.diverged());
    curves.put("loss", numbers(losses(run), 1));
    curves.put("epochLoss", numbers(atEpochs(run, "train_loss"), 1));
    curves.put("accuracy", numbers(atEpochs(run, "validation_accuracy"), 100));
    return curves;
  }

  /** The mean loss of each group of steps; NaN where one is not finite, or none was taken. */
  private double[] losses(ComparedRun run) {
    double[] step = run.steps().column("step");
    double[] loss = run.steps().column("loss");
    double[] means = new double[Math.toIntExact((lastStep + group - 1) / group)];
    int[] counts = new int[means.length];
    for (int i = 0; i < step.length; i++) {
      if (step[i] >= 1) {
        int at = (int) ((long) (step[i] - 1) / group);
        means[at] += loss[i];
        counts[at]++;
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= counts[i];
    }
    return means;
  }

  private double[] atEpochs(ComparedRun run, String column) {
    double[] epoch = run.metrics().column("epoch");
    double[] values = run.metrics().column(column);
    return Arrays.stream(epochs)
        .map(
            e -> {
              int row = Arrays.binarySearch(epoch, e);
              return row < 0 ? Double.NaN : values[row];
            })
        .toArray();
  }

  private Map<String, Object> tuning() {
    List<Double> rates =
        comparison.trials().stream().map(TuningTrial::learningRate).distinct().sorted().toList();
    List<Map<String, Object>> curves = new ArrayList<>();
    for (TunedLabel label : TunedLabel.of(comparison)) {
      List<RateTrials> tried = label.rates();
      Map<String, Object> curve = new LinkedHashMap<>();
      curve.put("label", label.label().place());
      curve.put("mean", at(rates, tried, RateTrials::mean));
      curve.put("low", at(rates, tried, RateTrials::low));
      curve.put("high", at(rates, tried, RateTrials::high));
      curve.put("diverged", indices(rates, tried.stream().filter(r -> r.diverged() > 0)));
      curve.put("chosen", indices(rates, label.chosen().stream()));
      curves.add(curve);
    }
    return Map.of("rates", rates, "curves", curves);
  }

  /** A value of each rate; null where it was not tried or diverged. */
  private static List<BigDecimal> at(
      List<Double> rates, List<RateTrials> tried, ToDoubleFunction<RateTrials> value) {
    double[] values = new double[rates.size()];
    Arrays.fill(values, Double.NaN);
    for (RateTrials rate : tried) {
      values[Collections.binarySearch(rates, rate.learningRate())] = value.applyAsDouble(rate);
    }
    return numbers(values, 1);
  }

  private static List<Integer> indices(List<Double> rates, Stream<RateTrials> some) {
    return some.map(rate -> Collections.binarySearch(rates, rate.learningRate())).toList();
  }

  /** The values times a factor for JSON, which knows neither NaN nor infinities. */
  private static List<BigDecimal> numbers(double[] values, double factor) {
    return Arrays.stream(values)
        .mapToObj(v -> Double.isFinite(factor * v) ? rounded(factor * v) : null)
        .toList();
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
  }
}
