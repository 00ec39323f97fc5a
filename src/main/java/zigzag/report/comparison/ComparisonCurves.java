package zigzag.report.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.report.chart.Smoothing;
import zigzag.report.comparison.TunedLabel.Rate;

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
  private final int lastStep;
  private final int group;
  private final double[] epochs;

  ComparisonCurves(ComparisonFolder comparison) {
    this.comparison = comparison;
    List<ComparedRun> runs = comparison.runs();
    points = Math.max(FEWEST_POINTS, Math.min(MAX_POINTS, MAX_NUMBERS / runs.size()));
    lastStep = Math.max(1, runs.stream().mapToInt(run -> run.steps().rows()).max().orElseThrow());
    group = (lastStep + points - 1) / points;
    epochs = epochs();
  }

  /** The epochs that any run came to; at most so many that their ends fit on a chart. */
  private double[] epochs() {
    double[] all =
        comparison.runs().stream()
            .flatMapToDouble(run -> Arrays.stream(run.metrics().column("epoch")))
            .sorted()
            .distinct()
            .toArray();
    int stride = (all.length + points - 1) / points;
    return IntStream.range(0, all.length)
        .filter(i -> i % stride == 0 || i == all.length - 1)
        .mapToDouble(i -> all[i])
        .toArray();
  }

  Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    data.put("labels", comparison.labels().stream().map(ComparedLabel::label).toList());
    data.put("looks", comparison.labels().stream().map(ComparedLabel::style).toList());
    data.put("steps", steps());
    data.put("epoch", numbers(epochs, 1));
    data.put("runs", comparison.runs().stream().map(this::run).toList());
    List<Map<String, Object>> changes =
        comparison.runs().stream()
            .flatMap(run -> run.changes().stream().map(change -> change(run, change)))
            .toList();
    if (!changes.isEmpty()) {
      data.put("changes", changes);
    }
    data.put("tuning", comparison.trials().isEmpty() ? null : tuning());
    return data;
  }

  private static Map<String, Object> change(ComparedRun run, RunConfig.Change change) {
    return Map.of(
        "step", change.step(),
        "epoch", EpochMetrics.epochAt(run.metrics(), change.step()),
        "label", run.words(change));
  }

  private int groups() {
    return (lastStep + group - 1) / group;
  }

  private Map<String, Object> steps() {
    List<Long> middles = new ArrayList<>();
    for (long first = 1; first <= lastStep; first += group) {
      middles.add((first + Math.min(lastStep, first + group - 1)) / 2);
    }
    return Map.of("step", middles, "group", group, "window", Smoothing.usualWindow(groups()));
  }

  private Map<String, Object> run(ComparedRun run) {
    return Map.of(
        "label", comparison.labelOf(run).place(),
        "diverged", run.diverged(),
        "loss", numbers(losses(run), 1),
        "epochLoss", numbers(atEpochs(run, "train_loss"), 1),
        "accuracy", numbers(atEpochs(run, "validation_accuracy"), 100));
  }

  /** The mean loss of each group of steps; NaN where one is not finite, or none was taken. */
  private double[] losses(ComparedRun run) {
    double[] loss = run.steps().column("loss");
    double[] means = new double[groups()];
    int[] counts = new int[means.length];
    for (int i = 0; i < loss.length; i++) {
      means[i / group] += loss[i];
      counts[i / group]++;
    }
    Arrays.setAll(means, i -> means[i] / counts[i]);
    return means;
  }

  private double[] atEpochs(ComparedRun run, String column) {
    double[] epoch = run.metrics().column("epoch");
    double[] values = run.metrics().column(column);
    return Arrays.stream(epochs)
        .mapToInt(wanted -> Arrays.binarySearch(epoch, wanted))
        .mapToDouble(row -> row < 0 ? Double.NaN : values[row])
        .toArray();
  }

  private Map<String, Object> tuning() {
    List<Double> rates =
        comparison.trials().stream().map(TuningTrial::learningRate).distinct().sorted().toList();
    List<Map<String, Object>> curves = new ArrayList<>();
    for (TunedLabel label : TunedLabel.of(comparison)) {
      List<Rate> tried = label.rates();
      curves.add(
          Map.of(
              "label", label.label().place(),
              "mean", at(rates, tried, Rate::mean),
              "low", at(rates, tried, Rate::low),
              "high", at(rates, tried, Rate::high),
              "diverged", indices(rates, tried.stream().filter(rate -> rate.diverged() > 0)),
              "chosen", indices(rates, label.chosen().stream())));
    }
    return Map.of("rates", rates, "curves", curves);
  }

  /** A value of each rate; null where it was not tried or diverged. */
  private static List<BigDecimal> at(
      List<Double> rates, List<Rate> tried, ToDoubleFunction<Rate> value) {
    double[] values = new double[rates.size()];
    Arrays.fill(values, Double.NaN);
    for (Rate rate : tried) {
      values[Collections.binarySearch(rates, rate.learningRate())] = value.applyAsDouble(rate);
    }
    return numbers(values, 1);
  }

  private static List<Integer> indices(List<Double> rates, Stream<Rate> some) {
    return some.map(rate -> Collections.binarySearch(rates, rate.learningRate())).toList();
  }

  /** The values times a factor for JSON, which knows neither NaN nor infinities. */
  private static List<BigDecimal> numbers(double[] values, double factor) {
    return Arrays.stream(values)
        .map(value -> factor * value)
        .mapToObj(v -> Double.isFinite(v) ? new BigDecimal(v, DIGITS).stripTrailingZeros() : null)
        .toList();
  }
}
