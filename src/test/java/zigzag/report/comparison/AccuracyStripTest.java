package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import zigzag.report.chart.Axis.Range;
import zigzag.report.comparison.AccuracyStrip.Dot;
import zigzag.report.comparison.AccuracyStrip.Drawn;
import zigzag.report.comparison.AccuracyStrip.Mark;
import zigzag.report.comparison.AccuracyStrip.Row;

class AccuracyStripTest {
  private static Row row(String label, Range interval, double... accuracies) {
    List<Dot> dots = new ArrayList<>();
    for (double accuracy : accuracies) {
      dots.add(new Dot(dots.size() + 1, accuracy));
    }
    double mean = DoubleStream.of(accuracies).average().orElse(Double.NaN);
    ComparedLabel compared = new ComparedLabel(label, "sgd", "he", 0, 8);
    return new Row(compared, dots, null, "", "", mean, interval);
  }

  /** The value at a position, found from two marks of the grid. */
  private static double value(AccuracyStrip strip, String position) {
    Mark a = strip.grid().get(0);
    Mark b = strip.grid().get(1);
    double from = Double.parseDouble(a.label());
    double perPercent =
        (Double.parseDouble(b.label()) - from)
            / (Double.parseDouble(b.at()) - Double.parseDouble(a.at()));
    return from + perPercent * (Double.parseDouble(position) - Double.parseDouble(a.at()));
  }

  @Test
  void dotsMeanAndIntervalLieWhereTheGridSays() {
    AccuracyStrip strip =
        new AccuracyStrip(
            List.of(row("a", new Range(97.3, 97.9), 97.5, 97.6, 97.7), row("b", null, 97.0, 97.1)));
    Drawn first = strip.rows().get(0);
    assertEquals(97.5, value(strip, first.dots().get(0).at()), 2e-3);
    assertEquals(97.7, value(strip, first.dots().get(2).at()), 2e-3);
    assertEquals("seed 3: 97.70 %", first.dots().get(2).title());
    assertEquals(97.6, value(strip, first.mean()), 2e-3);
    assertEquals(97.3, value(strip, first.interval().from()), 2e-3);
    double end =
        Double.parseDouble(first.interval().from()) + Double.parseDouble(first.interval().length());
    assertEquals(97.9, value(strip, Double.toString(end)), 4e-3);
    assertEquals(1, first.hue(), "the ninth style has the second colour");
    assertNull(first.beyond());
    assertNull(strip.rows().get(1).interval());
    assertEquals(97.05, value(strip, strip.rows().get(1).mean()), 2e-3);
  }

  @Test
  void equalAccuraciesAreSeparateDots() {
    List<AccuracyStrip.Point> dots =
        new AccuracyStrip(List.of(row("a", null, 97, 97, 97))).rows().get(0).dots();
    assertEquals(3, dots.stream().distinct().map(AccuracyStrip.Point::y).distinct().count());
  }

  @Test
  void aLabelThatLearnedNothingDoesNotSqueezeTheOthers() {
    AccuracyStrip strip =
        new AccuracyStrip(
            List.of(
                row("a", null, 97.5, 97.9),
                row("b", null, 97.1, 97.3),
                row("zeros", new Range(11.35, 11.36), 11.35, 11.36)));
    Drawn last = strip.rows().get(2);
    assertEquals("11.35 % to 11.36 %", last.beyond());
    assertEquals(List.of(), last.dots());
    assertNull(last.mean());
    assertNull(last.interval());
    double apart =
        Double.parseDouble(strip.rows().get(0).dots().get(1).at())
            - Double.parseDouble(strip.rows().get(1).dots().get(0).at());
    assertTrue(apart > 60, () -> apart + " % of the width for those that learned");
  }

  @Test
  void evenLabelsFarApartAreNotSqueezedByOneThatLearnedNothing() {
    AccuracyStrip strip =
        new AccuracyStrip(
            List.of(
                row("a", null, 96.8, 97.0),
                row("b", null, 95.1, 95.4),
                row("c", null, 87.8, 88.1),
                row("zeros", null, 10.0, 10.0),
                row("wild", null, 10.0, 11.7)));
    assertNull(strip.rows().get(2).beyond());
    assertEquals("10.00 %", strip.rows().get(3).beyond());
    assertTrue(value(strip, "0") > 80);
  }

  @Test
  void twoLabelsSomePointsApartShareTheScale() {
    AccuracyStrip strip =
        new AccuracyStrip(List.of(row("a", null, 97.5, 97.6), row("b", null, 95.9, 96.0)));
    assertNull(strip.rows().get(1).beyond());
    assertEquals(2, strip.rows().get(1).dots().size());
  }

  @Test
  void whatIsNearIsOnTheScaleHoweverCloseTheBestAre() {
    AccuracyStrip strip =
        new AccuracyStrip(
            List.of(
                row("a", null, 97.50, 97.55),
                row("b", null, 97.45, 97.50),
                row("c", null, 95.0, 95.2),
                row("d", null, 11.3)));
    assertNull(strip.rows().get(2).beyond());
    assertEquals("11.30 %", strip.rows().get(3).beyond());
  }

  @Test
  void theIntervalOfTwoRunsMayLeaveTheScale() {
    AccuracyStrip strip =
        new AccuracyStrip(List.of(row("a", new Range(80, 115), 97.4, 97.6), row("b", null, 97)));
    Drawn first = strip.rows().get(0);
    assertNotNull(first.interval());
    assertTrue(Double.parseDouble(first.interval().from()) >= 0);
    double end =
        Double.parseDouble(first.interval().from()) + Double.parseDouble(first.interval().length());
    assertEquals(100, end, 0.02);
    assertTrue(value(strip, "100") <= 100 + 1e-9, "no test set is more than right");
    assertTrue(value(strip, "0") > 95, "the dots stay apart");
  }

  @Test
  void aRowWithoutAnAccuracyIsEmptyAndOneRunHasNoMean() {
    AccuracyStrip strip = new AccuracyStrip(List.of(row("a", null, 97), row("b", null)));
    assertFalse(strip.isEmpty());
    assertNull(strip.rows().get(0).mean(), "the dot says it");
    assertEquals(List.of(), strip.rows().get(1).dots());
    assertNull(strip.rows().get(1).beyond());
    assertTrue(new AccuracyStrip(List.of(row("b", null))).isEmpty());
  }
}
