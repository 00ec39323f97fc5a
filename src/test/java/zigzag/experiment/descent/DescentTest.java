package zigzag.experiment.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.DescentSummary.Scan;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Sgd;

class DescentTest {
  private static final Surface BOWL = Surfaces.all(100).pick("bowl");

  /** The rules once more, from their papers and in double precision, for one coordinate. */
  private static double[] coordinate(String rule, double start, double curvature) {
    double[] path = new double[31];
    path[0] = start;
    double v = 0;
    double m = 0;
    for (int t = 1; t <= 30; t++) {
      double p = path[t - 1];
      double g = curvature * p;
      switch (rule) {
        case "sgd" -> p -= 0.95 * g;
        case "momentum" -> {
          v = 0.9 * v - 0.1 * g;
          p += v;
        }
        case "adagrad" -> {
          v += g * g;
          p -= 1.5 * g / (Math.sqrt(v) + 1e-8);
        }
        default -> {
          m = 0.9 * m + 0.1 * g;
          v = 0.999 * v + 0.001 * g * g;
          double mean = m / (1 - Math.pow(0.9, t));
          p -= 0.3 * mean / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
        }
      }
      path[t] = p;
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "adagrad", "adam"})
  void theDefaultPathsAreThoseOfThePapers(String rule) {
    Optimizer optimizer = new Optimizers().create(rule, Map.of("lr", BOWL.rates().get(rule)));
    DescentPath path = new Descent(BOWL, BOWL.start(), 30).run(rule, optimizer);
    double[] x = coordinate(rule, -7, 0.1);
    double[] y = coordinate(rule, 2, 2);
    assertEquals(31, path.steps().size());
    for (int t = 0; t <= 30; t++) {
      assertEquals(x[t], path.steps().get(t).x(), 1e-5, "x of step " + t);
      assertEquals(y[t], path.steps().get(t).y(), 1e-5, "y of step " + t);
      assertEquals(x[t] * x[t] / 20 + y[t] * y[t], path.steps().get(t).f(), 1e-5, "f of step " + t);
    }
    assertFalse(path.diverged());
  }

  @Test
  void aPathThatLeavesTheFiniteNumbersEndsThere() {
    DescentPath path = new Descent(BOWL, BOWL.start(), 1000).run("sgd", new Sgd(100));
    assertTrue(path.diverged());
    assertTrue(path.steps().size() > 5 && path.steps().size() < 100, "about 39 / log10(199) steps");
    assertTrue(path.steps().stream().allMatch(Step::isFinite));
  }

  private static Descended figures(List<Point> minima, float... places) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      steps.add(new Step(places[i], places[i + 1], i));
    }
    return new DescentPath("hand-made", new Sgd(), steps, false).figures(minima);
  }

  @Test
  void aStraightPathHasAnIndexOfOne() {
    Descended straight = figures(List.of(new Point(6, 8)), 0, 0, 3, 4, 6, 8);
    assertEquals(10, straight.pathLength(), 1e-12);
    assertEquals(1, straight.zigzagIndex(), 1e-12);
    assertEquals(0, straight.turns());
    assertEquals(2, straight.stepsToMinimum());
    assertEquals(0, straight.finalDistance());
  }

  @Test
  void aZigzagIsLongerThanItsWay() {
    // Up and down by 4 for each 3 to the right; a level step in between is no turn.
    Descended zigzag =
        figures(List.of(new Point(15, 1), new Point(99, 99)), 0, 0, 3, 4, 6, 0, 9, 0, 12, 4, 15, 0);
    assertEquals(23, zigzag.pathLength(), 1e-12);
    assertEquals(23.0 / 15, zigzag.zigzagIndex(), 1e-12);
    assertEquals(3, zigzag.turns());
    assertNull(zigzag.stepsToMinimum());
    assertEquals(1, zigzag.finalDistance(), 1e-12);
  }

  @Test
  void aRoundTripHasNoIndexAndAnUnknownMinimumNoDistance() {
    Descended round = figures(List.of(), 1, 1, 2, 3, 1, 1);
    assertNull(round.zigzagIndex());
    assertEquals(1, round.turns());
    assertNull(round.finalDistance());
    assertNull(round.stepsToMinimum());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 7.5, 100, 1e5})
  void theLargestStableRateIsThatOfTheory(double condition) {
    Scan scan = Descent.stability(Surfaces.all(condition).pick("ravine"));
    assertEquals(1, scan.theory(), 1e-12);
    assertEquals(1, scan.largestStable(), 1e-3);
    assertEquals(scan.relativeError(), Math.abs(scan.largestStable() - 1), 1e-12);
  }

  @Test
  void theBowlIsStableBelowOne() {
    Scan scan = Descent.stability(BOWL);
    assertEquals(2, scan.largestEigenvalue(), 1e-15);
    assertEquals(1, scan.largestStable(), 1e-3);
  }
}
