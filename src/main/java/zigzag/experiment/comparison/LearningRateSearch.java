package zigzag.experiment.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

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
  private final NavigableMap<Double, OptionalDouble> scores = new TreeMap<>();

  /**
   * A search that has not begun.
   *
   * @param start the learning rate in the middle of the grid
   * @param budget how many rates to try
   */
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

  /**
   * Takes in what came of the rates of {@link #next}.
   *
   * @param byRate the validation loss of each; empty where a training diverged
   */
  void add(Map<Double, OptionalDouble> byRate) {
    byRate.forEach((rate, score) -> scores.put(position(rate), score));
  }

  /** The rate with the lowest score; of equals the lower rate; empty if every training diverged. */
  OptionalDouble best() {
    OptionalDouble best = bestPosition();
    return best.isPresent() ? OptionalDouble.of(rate(best.getAsDouble())) : best;
  }

  /** The rates tried so far, ascending. */
  List<Double> rates() {
    return scores.keySet().stream().map(this::rate).toList();
  }

  private List<Double> firstGrid() {
    return budget >= 5 ? List.of(-2.0, -1.0, 0.0, 1.0, 2.0) : List.of(-1.0, 0.0, 1.0);
  }

  private List<Double> further() {
    OptionalDouble best = bestPosition();
    if (best.isEmpty() || best.getAsDouble() == scores.firstKey()) {
      return List.of(scores.firstKey() - 1);
    }
    double middle = best.getAsDouble();
    if (middle == scores.lastKey()) {
      return List.of(middle + 1);
    }
    double below = scores.lowerKey(middle);
    double above = scores.higherKey(middle);
    boolean belowFirst = score(below) <= score(above);
    List<Double> between = new ArrayList<>();
    addBetween(between, middle, belowFirst ? below : above);
    addBetween(between, middle, belowFirst ? above : below);
    return between.isEmpty() ? List.of(scores.firstKey() - 1) : between;
  }

  private static void addBetween(List<Double> positions, double middle, double neighbour) {
    if (Math.abs(neighbour - middle) > FINEST) {
      positions.add((middle + neighbour) / 2);
    }
  }

  private OptionalDouble bestPosition() {
    OptionalDouble best = OptionalDouble.empty();
    for (double position : scores.keySet()) {
      boolean isBetter = best.isEmpty() || score(position) < score(best.getAsDouble());
      if (isBetter && scores.get(position).isPresent()) {
        best = OptionalDouble.of(position);
      }
    }
    return best;
  }

  /** A rate whose training diverged is worse than any other. */
  private double score(double position) {
    return scores.get(position).orElse(Double.POSITIVE_INFINITY);
  }

  private double rate(double position) {
    return new BigDecimal(start * Math.pow(10, position / 2)).round(DIGITS).doubleValue();
  }

  /** The point that a rate was rounded from, a multiple of the finest distance. */
  private double position(double rate) {
    return Math.round(2 * Math.log10(rate / start) / FINEST) * FINEST;
  }
}
