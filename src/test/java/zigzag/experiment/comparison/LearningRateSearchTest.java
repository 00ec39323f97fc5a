package zigzag.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateSearchTest {
  /** A parabola over log rate: what validation loss looks like about the best rate. */
  private static DoubleUnaryOperator bestAt(double best) {
    return rate -> 1 + Math.pow(Math.log10(rate / best), 2);
  }

  /** Lets a search spend its budget; returns the rates in the order of the rounds. */
  private static List<Double> spend(LearningRateSearch search, DoubleUnaryOperator loss) {
    List<Double> tried = new ArrayList<>();
    for (List<Double> rates = search.next(); !rates.isEmpty(); rates = search.next()) {
      rates.forEach(rate -> search.add(rate, loss.applyAsDouble(rate)));
      tried.addAll(rates);
    }
    return tried;
  }

  @Test
  void theFirstGridIsLogarithmicAboutTheDefault() {
    assertEquals(
        List.of(1e-4, 3.16e-4, 1e-3, 3.16e-3, 1e-2), new LearningRateSearch(0.001, 8).next());
    assertEquals(List.of(3.16e-4, 1e-3, 3.16e-3), new LearningRateSearch(0.001, 3).next());
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.01", "0.01, 0.02", "0.01, 0.0007", "0.001, 0.3", "1.0, 0.004", "0.5, 9"})
  void findsAKnownBestRate(double start, double best) {
    LearningRateSearch search = new LearningRateSearch(start, 12);
    List<Double> tried = spend(search, bestAt(best));
    assertEquals(12, tried.size());
    assertEquals(12, new HashSet<>(tried).size(), "every rate once");
    double found = search.best().orElseThrow();
    assertEquals(Math.log10(best), Math.log10(found), 0.17, () -> found + " of " + tried);
  }

  @Test
  void growsWhereTheBestRateLiesOnTheEdge() {
    LearningRateSearch search = new LearningRateSearch(0.01, 8);
    List<Double> tried = spend(search, bestAt(0.6));
    assertTrue(tried.contains(0.316) && tried.contains(1.0), tried.toString());
    double found = search.best().orElseThrow();
    assertTrue(found < search.rates().get(7), "no longer on the edge: " + search.rates());
  }

  @Test
  void theBestStaysOnTheEdgeWhenTheBudgetIsTooSmallToLeaveIt() {
    LearningRateSearch search = new LearningRateSearch(0.01, 4);
    spend(search, bestAt(1000));
    assertEquals(search.rates().get(3), search.best().orElseThrow());
  }

  @Test
  void aDivergedRateIsNoRateButBoundsTheGrid() {
    LearningRateSearch search = new LearningRateSearch(0.01, 10);
    List<Double> tried = spend(search, rate -> rate > 0.05 ? Double.POSITIVE_INFINITY : 1 / rate);
    double found = search.best().orElseThrow();
    assertTrue(found > 0.03 && found <= 0.05, () -> found + " of " + tried);
    assertTrue(tried.stream().noneMatch(rate -> rate > 0.1), "nothing beyond what diverged");
  }

  @Test
  void goesDownWhenEverythingDiverges() {
    LearningRateSearch search = new LearningRateSearch(1, 8);
    List<Double> tried = spend(search, rate -> Double.POSITIVE_INFINITY);
    assertTrue(search.best().isEmpty());
    assertEquals(List.of(0.0316, 0.01, 0.00316), tried.subList(5, 8));
  }

  @Test
  void ofEqualsTheLowerRate() {
    LearningRateSearch search = new LearningRateSearch(0.1, 5);
    spend(search, rate -> 2.3);
    assertEquals(0.01, search.best().orElseThrow());
  }

  @Test
  void spendsEveryBudgetOnDistinctRates() {
    for (int budget = 3; budget <= 50; budget++) {
      LearningRateSearch search = new LearningRateSearch(0.002, budget);
      List<Double> tried = spend(search, bestAt(0.0031));
      assertEquals(budget, new HashSet<>(tried).size(), tried.toString());
    }
  }
}
