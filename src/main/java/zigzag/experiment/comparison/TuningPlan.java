package zigzag.experiment.comparison;

import java.util.List;
import zigzag.Numerals;

/**
 * How much is spent on finding each contender's learning rate: the same for all.
 *
 * @param budget the learning rates that are tried for each contender
 * @param seeds what each of them is trained with; none that the comparison itself uses
 */
public record TuningPlan(int budget, List<Long> seeds) {
  /** Learning rates for each contender, unless another number is asked for. */
  public static final int BUDGET = 8;

  /** Seeds for each learning rate, unless another number is asked for; fewer tell too little. */
  public static final int SEEDS = 3;

  /** Beyond this the grid only tells rates apart that differ by less than seeds do. */
  private static final int LARGEST_BUDGET = 50;

  /** Rejects what is no search. */
  public TuningPlan {
    if (budget < LearningRateSearch.SMALLEST_BUDGET) {
      throw new IllegalArgumentException(
          Numerals.format(
              "a tuning budget of %d is no search; give at least %d",
              budget, LearningRateSearch.SMALLEST_BUDGET));
    }
    if (budget > LARGEST_BUDGET) {
      throw new IllegalArgumentException(
          "a tuning budget of " + budget + " learning rates; at most " + LARGEST_BUDGET + " help");
    }
    if (seeds.size() < SEEDS) {
      throw new IllegalArgumentException(
          "tuning on " + seeds.size() + " seeds tells too little; give at least " + SEEDS);
    }
    seeds = List.copyOf(seeds);
  }
}
