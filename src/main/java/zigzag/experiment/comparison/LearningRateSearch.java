package zigzag.experiment.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The search for one contender's learning rate: a logarithmic grid about its default that grows
 * where the best point lies on its edge, and is refined about the best point where it does not.
 *
 * <p>Points are {@code rate(k) = default × 10^(k/2)}, rounded to three digits. The first grid is k
 * = -2 … 2, or -1 … 1 on a small budget. Every search spends its whole budget, so that no contender
 * gets more chances than another.
 *
 * <p>The grid, and the demand that it be extended until the best rate is not on its edge: Y.
 * Bengio, "Practical recommendations for gradient-based training of deep architectures", in Neural
 * Networks: Tricks of the Trade, 2012, section 3.3.
 */
final class LearningRateSearch {
  static final int SMALLEST_BUDGET = 3;

  private static final MathContext DIGITS = new MathContext(3);

  /** Closer neighbours than this differ by less than seeds do. */
  private static final double FINEST = 1.0 / 8;

  private final double start;
  private final int budget;

  /** The validation loss at each point; infinite where a training diverged. */
  private final NavigableMap<Double, Double> scores = new TreeMap<>();

  /** A search about a rate that tries as many as its budget. */
  LearningRateSearch(double start, int budget) {
    this.start = start;
    this.budget = budget;
  }

  /**
   * The learning rates to try next, ascending; none when the budget is spent.
   *
   * <p>What is asked for depends on the scores alone, never on the order they came in.
   */
  List<Double> next() {
    int left = budget - scores.size();
    List<Double> positions = scores.isEmpty() ? firstGrid() : further();
    return positions.subList(0, Math.min(left, positions.size())).stream()
        .map(this::rate)
        .sorted()
        .toList();
  }

  /** Takes in the validation loss at a rate of {@link #next}; infinite if a training diverged. */
  void add(double rate, double score) {
    scores.put(position(rate), score);
  }

  /** The rate with the lowest score; of equals the lower rate; empty if every training diverged. */
  Optional<Double> best() {
    return bestPosition().map(this::rate);
  }

  /** The rates tried so far, ascending. */
  List<Double> rates() {
    return scores.keySet().stream().map(this::rate).toList();
  }

  private List<Double> firstGrid() {
    return budget >= 5 ? List.of(-2.0, -1.0, 0.0, 1.0, 2.0) : List.of(-1.0, 0.0, 1.0);
  }

  private List<Double> further() {
    double first = scores.firstKey();
    double middle = bestPosition().orElse(first);
    if (middle == first) {
      return List.of(first - 1);
    }
    if (middle == scores.lastKey()) {
      return List.of(middle + 1);
    }
    List<Double> between =
        Stream.of(scores.lowerKey(middle), scores.higherKey(middle))
            .sorted(Comparator.comparing(scores::get))
            .filter(neighbour -> Math.abs(neighbour - middle) > FINEST)
            .map(neighbour -> (middle + neighbour) / 2)
            .toList();
    return between.isEmpty() ? List.of(first - 1) : between;
  }

  private Optional<Double> bestPosition() {
    return scores.entrySet().stream()
        .filter(point -> point.getValue() < Double.POSITIVE_INFINITY)
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private double rate(double position) {
    return new BigDecimal(start * Math.pow(10, position / 2)).round(DIGITS).doubleValue();
  }

  /** The point that a rate was rounded from, a multiple of the finest distance. */
  private double position(double rate) {
    return Math.round(2 * Math.log10(rate / start) / FINEST) * FINEST;
  }
}
