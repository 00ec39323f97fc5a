package zigzag.training.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  /** Runs must come out the same in later versions: these numbers never change. */
  @Test
  void areTheSameInEveryVersion() {
    RandomStreams one = new RandomStreams(1);
    assertEquals(-4481007291162381698L, one.split().nextLong());
    assertEquals(8460352000482166300L, one.weights().nextLong());
    assertEquals(-1184538210044897527L, one.order(1).nextLong());
    assertEquals(-7665205096210859049L, one.distortions(1, 2).nextLong());
    assertEquals(-6896088449533274106L, new RandomStreams(-5).weights().nextLong());
    int[] order = IntStream.range(0, 8).toArray();
    RandomStreams.shuffle(order, one.order(1));
    assertArrayEquals(new int[] {4, 1, 7, 3, 6, 0, 2, 5}, order);
  }

  @Test
  void differByNameSeedAndIndex() {
    Set<Long> firsts = new HashSet<>();
    int count = 0;
    for (long seed : new long[] {0, 1, 2, 3, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      RandomStreams streams = new RandomStreams(seed);
      firsts.add(streams.split().nextLong());
      firsts.add(streams.weights().nextLong());
      count += 2;
      for (int index = 0; index < 500; index++) {
        firsts.add(streams.order(index).nextLong());
        firsts.add(streams.distortions(index, 0).nextLong());
        firsts.add(streams.distortions(index, 99).nextLong());
        count += 3;
      }
    }
    assertEquals(count, firsts.size());
  }

  @Test
  void startAnewWheneverAsked() {
    RandomStreams streams = new RandomStreams(7);
    long first = streams.order(3).nextLong();
    streams.order(3).nextLong();
    assertEquals(first, streams.order(3).nextLong());
    assertEquals(first, new RandomStreams(7).order(3).nextLong());
  }

  /** Streams of neighbouring indices and seeds agree in no more bits than chance has it. */
  @Test
  void neighboursAreUnrelated() {
    int agreeing = 0;
    int streams = 1000;
    for (int index = 0; index < streams; index++) {
      RandomGenerator here = new RandomStreams(1).order(index);
      RandomGenerator next = new RandomStreams(1).order(index + 1);
      RandomGenerator other = new RandomStreams(2).order(index);
      for (int draw = 0; draw < 4; draw++) {
        long bits = here.nextLong();
        agreeing += Long.bitCount(~(bits ^ next.nextLong()));
        agreeing += Long.bitCount(~(bits ^ other.nextLong()));
      }
    }
    double bits = streams * 8 * 64.0;
    // five standard deviations of a fair coin
    assertEquals(0.5, agreeing / bits, 5 * 0.5 / Math.sqrt(bits));
  }

  @Test
  void shuffleMakesEveryOrderEquallyLikely() {
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[64];
    int draws = 24_000;
    for (int draw = 0; draw < draws; draw++) {
      int[] values = {0, 1, 2, 3};
      RandomStreams.shuffle(values, random);
      counts[values[0] * 16 + values[1] * 4 + values[2]]++;
    }
    int[] orders = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(24, orders.length);
    double statistic = 0;
    for (int count : orders) {
      statistic += Math.pow(count - draws / 24.0, 2) / (draws / 24.0);
    }
    double bound = ChiSquaredDistribution.of(23).inverseSurvivalProbability(1e-6);
    assertTrue(statistic < bound, "chi-squared " + statistic);
  }
}
