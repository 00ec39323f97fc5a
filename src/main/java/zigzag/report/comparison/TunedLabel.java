package zigzag.report.comparison;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import zigzag.archive.TuningTrial;

/**
 * How the learning rate of one label was chosen.
 *
 * @param rates what was tried, by rising rate
 */
record TunedLabel(ComparedLabel label, List<Rate> rates) {
  /** Where the chosen rate lies among those tried. */
  enum Edge {
    NONE,
    SMALLEST,
    LARGEST
  }

  /**
   * The trials of one learning rate.
   *
   * @param losses the validation losses of those that did not diverge
   * @param diverged how many did
   */
  record Rate(double learningRate, List<Double> losses, int diverged, boolean chosen) {
    private static Rate of(double learningRate, List<TuningTrial> trials) {
      List<Double> losses =
          trials.stream().map(TuningTrial::validationLoss).filter(Objects::nonNull).toList();
      boolean chosen = trials.stream().anyMatch(TuningTrial::chosen);
      return new Rate(learningRate, losses, trials.size() - losses.size(), chosen);
    }

    /** The mean loss; NaN if any trial diverged, since then there is none to speak of. */
    double mean() {
      return figures().average().orElse(Double.NaN);
    }

    double low() {
      return figures().min().orElse(Double.NaN);
    }

    double high() {
      return figures().max().orElse(Double.NaN);
    }

    private DoubleStream figures() {
      return losses.stream().filter(loss -> diverged == 0).mapToDouble(Double::doubleValue);
    }
  }

  /** The labels that were tuned, in the user's order. */
  static List<TunedLabel> of(ComparisonFolder comparison) {
    return comparison.labels().stream()
        .map(label -> new TunedLabel(label, rates(label, comparison.trials())))
        .filter(tuned -> !tuned.rates().isEmpty())
        .toList();
  }

  private static List<Rate> rates(ComparedLabel label, List<TuningTrial> trials) {
    TreeMap<Double, List<TuningTrial>> byRate =
        trials.stream()
            .filter(trial -> trial.label().equals(label.label()))
            .collect(
                Collectors.groupingBy(
                    TuningTrial::learningRate, TreeMap::new, Collectors.toList()));
    return byRate.entrySet().stream().map(e -> Rate.of(e.getKey(), e.getValue())).toList();
  }

  /** The chosen rate; empty if every rate diverged. */
  Optional<Rate> chosen() {
    return rates.stream().filter(Rate::chosen).findFirst();
  }

  /** Whether a better rate may lie beyond those tried. */
  Edge edge() {
    if (rates.get(0).chosen()) {
      return Edge.SMALLEST;
    }
    return rates.get(rates.size() - 1).chosen() ? Edge.LARGEST : Edge.NONE;
  }
}
