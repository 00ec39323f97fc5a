package zigzag.training.batch;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The named, independent random streams that one seed gives.
 *
 * <p>Two runs that differ in the optimizer alone draw the same weights and see the same batches,
 * and an epoch's order can be drawn without those before it, so a checkpoint holds no generator.
 *
 * @param seed any number
 */
public record RandomStreams(long seed) {
  /** For the split into training and validation examples. */
  public RandomGenerator split() {
    return stream(1, 0);
  }

  /** For the initial weights. */
  public RandomGenerator weights() {
    return stream(2, 0);
  }

  /** For the order of the examples in one epoch. */
  public RandomGenerator order(int epoch) {
    return stream(3, epoch);
  }

  /** For the distortion of one example of a step's batch. */
  public RandomGenerator distortions(long step, int example) {
    return stream(4, mix(step) + example);
  }

  /** For the units that one step drops. */
  public RandomGenerator dropout(long step) {
    return stream(5, step);
  }

  /** For what an experiment adds to the initial weights. */
  public RandomGenerator perturbation() {
    return stream(6, 0);
  }

  private RandomGenerator stream(long name, long index) {
    // SplittableRandom's own seeding keeps nearby seeds close; mixing each part in between makes
    // (seed, name, index) triples unrelated.
    return new SplittableRandom(mix(mix(mix(seed) + name) + index));
  }

  /** A bijection that scatters neighbouring numbers over all 64 bits. */
  private static long mix(long number) {
    return new SplittableRandom(number).nextLong();
  }

  /** Shuffles in place, every order equally likely (Fisher and Yates). */
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
