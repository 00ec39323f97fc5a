package zigzag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zigzag.report.Estimate.Interval;

/** The constants come from SciPy 1.17.1; the command stands above each. */
class StatisticsTest {
  private static final double[] X = {0.9751, 0.9748, 0.9759, 0.9744, 0.9755};
  private static final double[] Y = {0.9745, 0.9749, 0.9750, 0.9736, 0.9751};

  private static Map<Long, Double> bySeed(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .collect(java.util.stream.Collectors.toMap(i -> i + 1L, i -> values[i]));
  }

  /**
   * {@code x = np.array([0.9751, 0.9748, 0.9759, 0.9744, 0.9755]); x.mean(), x.std(ddof=1),
   * stats.t.interval(.95, 4, x.mean(), stats.sem(x))}.
   */
  @Test
  void theMeanHasStudentsInterval() {
    Estimate estimate = Estimate.of(X).orElseThrow();
    assertEquals(5, estimate.n());
    assertEquals(0.97514, estimate.mean(), 1e-14);
    assertEquals(0.0005856620185738415, estimate.sd().getAsDouble(), 1e-14);
    Interval interval = estimate.interval().orElseThrow();
    assertEquals(0.9744128045564215, interval.low(), 1e-12);
    assertEquals(0.9758671954435785, interval.high(), 1e-12);
  }

  /** {@code stats.t.interval(.95, 1, 2, stats.sem([1, 3]))}. */
  @Test
  void twoValuesSayLittle() {
    Interval interval = Estimate.of(1, 3).orElseThrow().interval().orElseThrow();
    assertEquals(-10.706204736174694, interval.low(), 1e-9);
    assertEquals(14.706204736174694, interval.high(), 1e-9);
  }

  @Test
  void oneValueHasNoSpread() {
    assertEquals(
        Optional.of(new Estimate(1, 0.97, OptionalDouble.empty(), Optional.empty())),
        Estimate.of(0.97));
    assertEquals(Optional.empty(), Estimate.of());
  }

  @Test
  void equalValuesHaveASpreadOfExactlyZero() {
    Estimate estimate = Estimate.of(0.1, 0.1, 0.1).orElseThrow();
    assertEquals(0.1, estimate.mean());
    assertEquals(OptionalDouble.of(0), estimate.sd());
    assertEquals(Optional.of(new Interval(0.1, 0.1)), estimate.interval());
  }

  /** Of 2,000 intervals, 95 % hold the mean; 1,851 to 1,946 are within 4.7 standard errors. */
  @Test
  void theIntervalHoldsTheMeanAsOftenAsItSays() {
    Random random = new Random(3);
    int holds = 0;
    for (int i = 0; i < 2000; i++) {
      double[] sample = IntStream.range(0, 4).mapToDouble(k -> 7 + random.nextGaussian()).toArray();
      Interval interval = Estimate.of(sample).orElseThrow().interval().orElseThrow();
      holds += interval.low() <= 7 && 7 <= interval.high() ? 1 : 0;
    }
    int held = holds;
    assertTrue(held >= 1851 && held <= 1946, () -> held + " of 2000");
  }

  /**
   * {@code d = y - x; d.mean(), d.std(ddof=1), stats.t.interval(.95, 4, d.mean(), stats.sem(d)),
   * stats.ttest_rel(y, x)}.
   */
  @Test
  void theDifferenceIsPaired() {
    PairedDifference difference = PairedDifference.of(bySeed(Y), bySeed(X)).orElseThrow();
    assertEquals(5, difference.estimate().n());
    assertEquals(-0.00052, difference.estimate().mean(), 1e-14);
    assertEquals(0.0003962322551231732, difference.estimate().sd().getAsDouble(), 1e-13);
    Interval interval = difference.estimate().interval().orElseThrow();
    assertEquals(-0.0010119873261135426, interval.low(), 1e-12);
    assertEquals(-2.8012673886476246e-05, interval.high(), 1e-12);
    assertEquals(0.04262083042147557, difference.p().getAsDouble(), 1e-10);
  }

  @Test
  void onlyCommonSeedsArePaired() {
    Map<Long, Double> values = Map.of(1L, 0.9, 2L, 0.8, 3L, 0.1);
    Map<Long, Double> reference = Map.of(2L, 0.9, 1L, 0.95, 4L, 0.2);
    PairedDifference difference = PairedDifference.of(values, reference).orElseThrow();
    assertEquals(2, difference.estimate().n());
    assertEquals(-0.075, difference.estimate().mean(), 1e-15);
    assertEquals(Optional.empty(), PairedDifference.of(values, Map.of(7L, 0.5)));
  }

  /** 0.9751 - 0.9748 and 0.9755 - 0.9752 are not the same double. */
  @Test
  void theSameDifferenceAtEverySeedIsNotTested() {
    Map<Long, Double> reference = bySeed(new double[] {0.9751, 0.9755, 0.9745});
    Map<Long, Double> values = bySeed(new double[] {0.9748, 0.9752, 0.9742});
    PairedDifference difference = PairedDifference.of(values, reference).orElseThrow();
    assertEquals(OptionalDouble.empty(), difference.p());
    assertEquals(OptionalDouble.of(0), difference.estimate().sd());
    assertEquals(-0.0003, difference.estimate().mean(), 1e-12);
    assertEquals(
        0, PairedDifference.of(values, values).orElseThrow().estimate().mean(), "nothing at all");
  }

  @Test
  void onePairIsNotTested() {
    PairedDifference difference =
        PairedDifference.of(Map.of(1L, 0.5), Map.of(1L, 0.75)).orElseThrow();
    assertEquals(-0.25, difference.estimate().mean());
    assertEquals(Optional.empty(), difference.estimate().interval());
    assertEquals(OptionalDouble.empty(), difference.p());
  }

  /**
   * By hand: 4 · 0.005 = 0.02; 3 · 0.01 = 0.03; 2 · 0.03 = 0.06; 1 · 0.04 = 0.04, raised to 0.06.
   */
  @Test
  void holmRaisesEachToTheLargestBeforeIt() {
    List<OptionalDouble> adjusted =
        Holm.adjusted(
            List.of(
                OptionalDouble.of(0.01),
                OptionalDouble.of(0.04),
                OptionalDouble.empty(),
                OptionalDouble.of(0.03),
                OptionalDouble.of(0.005)));
    assertEquals(0.03, adjusted.get(0).getAsDouble(), 1e-15);
    assertEquals(0.06, adjusted.get(1).getAsDouble(), 1e-15);
    assertEquals(OptionalDouble.empty(), adjusted.get(2));
    assertEquals(0.06, adjusted.get(3).getAsDouble(), 1e-15);
    assertEquals(0.02, adjusted.get(4).getAsDouble(), 1e-15);
  }

  @Test
  void anAdjustedProbabilityIsAtMostOne() {
    List<OptionalDouble> p = List.of(OptionalDouble.of(0.7), OptionalDouble.of(0.9));
    assertEquals(List.of(OptionalDouble.of(1), OptionalDouble.of(1)), Holm.adjusted(p));
    assertEquals(List.of(), Holm.adjusted(List.of()));
  }
}
