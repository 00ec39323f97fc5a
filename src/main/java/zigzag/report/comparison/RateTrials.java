package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import zigzag.archive.TuningTrial;

/**
 * The trials of one learning rate for one label.
 *
 * @param losses the validation losses of those that did not diverge
 * @param diverged how many did
 * @param chosen whether the rate became the label's
 */
public record RateTrials(double learningRate, List<Double> losses, int diverged, boolean chosen) {

  /** The trials of a label, by rising rate. */
  static List<RateTrials> of(ComparedLabel label, List<TuningTrial> trials) {
    TreeMap<Double, List<TuningTrial>> byRate = new TreeMap<>();
    for (TuningTrial trial : trials) {
      if (trial.label().equals(label.label())) {
        byRate.computeIfAbsent(trial.learningRate(), rate -> new ArrayList<>()).add(trial);
      }
    }
    return byRate.values().stream().map(RateTrials::of).toList();
  }

  private static RateTrials of(List<TuningTrial> trials) {
    List<Double> losses =
        trials.stream()
            .filter(trial -> !trial.diverged())
            .map(trial -> trial.validationLoss().getAsDouble())
            .toList();
    return new RateTrials(
        trials.get(0).learningRate(),
        losses,
        trials.size() - losses.size(),
        trials.stream().anyMatch(TuningTrial::chosen));
  }

  /** The mean validation loss; NaN if any trial diverged, since then there is none to speak of. */
  public double mean() {
    return figures().average().orElse(Double.NaN);
  }

  public double low() {
    return figures().min().orElse(Double.NaN);
  }

  public double high() {
    return figures().max().orElse(Double.NaN);
  }

  private DoubleStream figures() {
    return losses.stream().filter(loss -> diverged == 0).mapToDouble(Double::doubleValue);
  }
}
