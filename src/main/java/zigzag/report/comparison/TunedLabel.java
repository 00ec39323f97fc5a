package zigzag.report.comparison;

import java.util.List;
import java.util.Optional;

/**
 * How the learning rate of one label was chosen.
 *
 * @param rates what was tried, by rising rate
 */
public record TunedLabel(ComparedLabel label, List<RateTrials> rates) {
  /** Where the chosen rate lies among those tried. */
  public enum Edge {
    NONE,
    SMALLEST,
    LARGEST
  }

  /** The labels that were tuned, in the user's order. */
  public static List<TunedLabel> of(ComparisonFolder comparison) {
    return comparison.labels().stream()
        .map(label -> new TunedLabel(label, RateTrials.of(label, comparison.trials())))
        .filter(tuned -> !tuned.rates().isEmpty())
        .toList();
  }

  /** The chosen rate; empty if every rate diverged. */
  public Optional<RateTrials> chosen() {
    return rates.stream().filter(RateTrials::chosen).findFirst();
  }

  /** Whether a better rate may lie beyond those tried. */
  public Edge edge() {
    if (rates.get(0).chosen()) {
      return Edge.SMALLEST;
    }
    return rates.get(rates.size() - 1).chosen() ? Edge.LARGEST : Edge.NONE;
  }
}
