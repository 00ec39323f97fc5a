package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zigzag.report.text.Estimate;
import zigzag.report.text.Estimate.Interval;

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
    assertEquals(Optional.empty(), estimate.interval(), "equal by chance, or always?");
  }

  /**
   * {@code m = x.mean(); r = stats.t.isf(.025, len(x) - 1) * stats.sem(x) / (m * (1 - m));
   * expit(logit(m) - r), expit(logit(m) + r)}.
   */
  @Test
  void theIntervalOfSharesStaysWithinThem() {
    assertShares(0.9744023461289424, 0.975856923413723, X);
    assertShares(0.9719104316235551, 0.9999500581170678, 0.9985, 0.9991);
    assertShares(0.004121578565844146, 0.9878030996173153, 0.1, 0.1, 0.9);
    assertShares(0, 1, 0, 1);
    assertShares(1, 1, 1, 1, Math.nextDown(1.0));
    assertEquals(
        Optional.empty(), Estimate.ofShares(1, 1, 1).orElseThrow().interval(), "no spread");
  }

  private static void assertShares(double low, double high, double... shares) {
    Interval interval = Estimate.ofShares(shares).orElseThrow().interval().orElseThrow();
    assertEquals(low, interval.low(), 1e-10);
    assertEquals(high, interval.high(), 1e-10);
    assertTrue(interval.low() >= 0 && interval.high() <= 1, interval::toString);
  }

  /** Of 2,000 intervals from 3 shares near 1, 95 % hold the mean, as above. */
  @Test
  void theIntervalOfSharesHoldsTheMeanAsOftenAsItSays() {
    Random random = new Random(5);
    int holds = 0;
    for (int i = 0; i < 2000; i++) {
      double[] sample =
          IntStream.range(0, 3).mapToDouble(k -> 0.99 + 0.002 * random.nextGaussian()).toArray();
      Interval interval = Estimate.ofShares(sample).orElseThrow().interval().orElseThrow();
      holds += interval.low() <= 0.99 && 0.99 <= interval.high() ? 1 : 0;
    }
    int held = holds;
    assertTrue(held >= 1851 && held <= 1946, () -> held + " of 2000");
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
    PairedDifference difference = PairedDifference.of(bySeed(Y), bySeed(X), 1).orElseThrow();
    assertEquals(5, difference.estimate().n());
    assertEquals(-0.00052, difference.estimate().mean(), 1e-14);
    assertEquals(0.0003962322551231732, difference.estimate().sd().getAsDouble(), 1e-13);
    Interval interval = difference.estimate().interval().orElseThrow();
    assertEquals(-0.0010119873261135426, interval.low(), 1e-12);
    assertEquals(-2.8012673886476246e-05, interval.high(), 1e-12);
    assertEquals(0.04262083042147557, difference.p(), 1e-10);
  }

  @Test
  void onlyCommonSeedsArePaired() {
    Map<Long, Double> values = Map.of(1L, 0.9, 2L, 0.8, 3L, 0.1);
    Map<Long, Double> reference = Map.of(2L, 0.9, 1L, 0.95, 4L, 0.2);
    PairedDifference difference = PairedDifference.of(values, reference, 1).orElseThrow();
    assertEquals(2, difference.estimate().n());
    assertEquals(-0.075, difference.estimate().mean(), 1e-15);
    assertEquals(Optional.empty(), PairedDifference.of(values, Map.of(7L, 0.5), 1));
  }

  /** 0.9751 - 0.9748 and 0.9755 - 0.9752 are not the same double. */
  @Test
  void theSameDifferenceAtEverySeedIsNotTested() {
    Map<Long, Double> reference = bySeed(new double[] {0.9751, 0.9755, 0.9745});
    Map<Long, Double> values = bySeed(new double[] {0.9748, 0.9752, 0.9742});
    PairedDifference difference = PairedDifference.of(values, reference, 1).orElseThrow();
    assertNull(difference.p());
    assertEquals(OptionalDouble.of(0), difference.estimate().sd());
    assertEquals(Optional.empty(), difference.estimate().interval());
    assertEquals(-0.0003, difference.estimate().mean(), 1e-12);
    assertEquals(
        0,
        PairedDifference.of(values, values, 1).orElseThrow().estimate().mean(),
        "nothing at all");
  }

  @Test
  void onePairIsNotTested() {
    PairedDifference difference =
        PairedDifference.of(Map.of(1L, 0.5), Map.of(1L, 0.75), 1).orElseThrow();
    assertEquals(-0.25, difference.estimate().mean());
    assertEquals(Optional.empty(), difference.estimate().interval());
    assertNull(difference.p());
  }

  /**
   * {@code stats.t.interval(1 - .05 / 6, 4, d.mean(), stats.sem(d)), 6 * stats.ttest_rel(y,
   * x).pvalue}.
   */
  @Test
  void sixDifferencesAreJudgedTogether() {
    PairedDifference difference = PairedDifference.of(bySeed(Y), bySeed(X), 6).orElseThrow();
    Interval interval = difference.estimate().interval().orElseThrow();
    assertEquals(-0.0013796008861856803, interval.low(), 1e-12);
    assertEquals(0.00033960088618566154, interval.high(), 1e-12);
    assertEquals(0.04262083042147557, difference.p(), 1e-10);
    assertEquals(0.2557249825288534, difference.adjustedP(), 1e-9);
    PairedDifference hundred = PairedDifference.of(bySeed(Y), bySeed(X), 100).orElseThrow();
    assertEquals(1.0, hundred.adjustedP());
  }

  /** The 19,900 pairs of 200 labels, two seeds: {@code stats.t.isf(.025 / 19900, 1)} is 253375. */
  @Test
  void aDifferenceOfSharesIsAtMostAllOfThem() {
    Interval interval =
        Estimate.ofDifferences(19_900, 0.1, 0.2).orElseThrow().interval().orElseThrow();
    assertEquals(new Interval(-1, 1), interval);
    interval = Estimate.ofDifferences(19_900, 1e-7, 2e-7).orElseThrow().interval().orElseThrow();
    assertEquals(1.5e-7 + 0.5e-7 * 253374.66940098177, interval.high(), 1e-9);
  }
}
