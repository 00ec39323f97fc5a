package zigzag.experiment.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.descent.Point;

class SurfaceTest {
  static Collection<Surface> all() {
    return Surfaces.all(37).options().values();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsTheSlope(Surface surface) {
    Random random = new Random(1);
    double h = 1e-5;
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble(-3, 3);
      double y = random.nextDouble(-3, 3);
      double alongX = (surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h);
      double alongY = (surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h);
      double size = 1 + Math.hypot(alongX, alongY);
      double[] at = surface.function().at(x, y);
      assertEquals(alongX, at[1], 1e-6 * size, surface + " at " + x + ", " + y);
      assertEquals(alongY, at[2], 1e-6 * size, surface + " at " + x + ", " + y);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theKnownMinimaAreMinima(Surface surface) {
    assertTrue(!surface.minima().isEmpty());
    Map<String, Double> published = Map.of("saddle", -0.25);
    for (Point minimum : surface.minima()) {
      double value = surface.value(minimum.x(), minimum.y());
      assertEquals(published.getOrDefault(surface.key(), 0.0), value, 1e-12);
      double[] at = surface.function().at(minimum.x(), minimum.y());
      assertEquals(0, Math.hypot(at[1], at[2]), 1e-7, surface.key() + " at " + minimum);
      for (int angle = 0; angle < 360; angle += 10) {
        double x = minimum.x() + 1e-3 * Math.cos(Math.toRadians(angle));
        double y = minimum.y() + 1e-3 * Math.sin(Math.toRadians(angle));
        assertTrue(surface.value(x, y) > value, surface.key() + " at " + angle + " degrees");
      }
    }
  }

  @Test
  void theRavineHasItsCondition() {
    for (double condition : new double[] {1, 3, 100, 1e6}) {
      Surface ravine = Surfaces.all(condition).pick("ravine");
      assertEquals(condition, ravine.quadratic().condition(), 1e-6 * condition);
      // Along the floor, at 30 degrees to the x axis, f is u²/K; across it v².
      assertEquals(1 / condition, ravine.value(Math.sqrt(0.75), 0.5), 1e-12);
      assertEquals(1, ravine.value(-0.5, Math.sqrt(0.75)), 1e-12);
    }
    for (double wrong : new double[] {0, -5, 0.5, 2e6, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(InputException.class, () -> Surfaces.all(wrong));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x^2/20 + y^2, 2, 3, 9.2",
    "-x^2, 3, 0, -9",
    "2^3^2, 0, 0, 512",
    "x^(-1), 4, 0, 0.25",
    "sin(pi/2) + cos(0), 0, 0, 2",
    "SIN(x), 1, 0, 0.8414709848078965",
    "exp(1) - e, 0, 0, 0",
    "sqrt(x) * 2y, 9, 2, 12",
    "ln(e^x) - log10(100), 5, 0, 3",
    "1 - -x, 2, 0, 3",
    "abs(x) + tanh(0) / 1e3, -2, 0, 2"
  })
  void formulasMeanWhatTheySay(String text, double x, double y, double value) {
    assertEquals(value, Formula.parse(text).applyAsDouble(x, y), 1e-12);
  }

  @Test
  void theSlopeOfAFormulaIsThatOfTheSameSurface() {
    Random random = new Random(2);
    Surface rastrigin = Surfaces.all(100).pick("rastrigin");
    Surface formula =
        Surface.ofFormula("20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)", new Point(1, 2));
    for (int i = 0; i < 100; i++) {
      double x = random.nextDouble(-5, 5);
      double y = random.nextDouble(-5, 5);
      double[] expected = rastrigin.function().at(x, y);
      double[] at = formula.function().at(x, y);
      assertEquals(expected[0], at[0], 1e-11);
      assertEquals(expected[1], at[1], 1e-6);
      assertEquals(expected[2], at[2], 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x+",
        "z",
        "((x",
        "x)",
        "x=y",
        "\"a\"",
        "x y",
        "sin",
        "sin()",
        "sin(x,y)",
        "x[0]",
        "x.y",
        "x%2",
        "x!",
        "true",
        "null",
        "FACT(1000000000)",
        "RANDOM()",
        "DT_NOW()",
        "0x1F",
        "1e99999999999",
        "STR_FORMAT(\"%1$999999999s\", x)",
        "1/0",
        "sqrt(0-1)",
        "10^999999999",
        "x^-1",
        "x\ny",
        "${x}",
        "#{x}"
      })
  void whatIsNoFormulaIsRefusedAtOnce(String text) {
    InputException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () ->
                assertThrows(
                    InputException.class, () -> Surface.ofFormula(text, new Point(-7, 2))));
    assertTrue(e.getMessage().startsWith("--expression"), e.getMessage());
  }

  @Test
  void aHostileFormulaIsNoBurden() {
    String deep = "(".repeat(240) + "x" + ")".repeat(240);
    assertEquals(3, Formula.parse(deep).applyAsDouble(3, 0));
    assertEquals(-3, Formula.parse("-".repeat(499) + "x").applyAsDouble(3, 0));
    assertEquals(Double.POSITIVE_INFINITY, Formula.parse("9^9^9^9^9^x").applyAsDouble(9, 0));
    assertThrows(InputException.class, () -> Formula.parse("x" + "+x".repeat(250)));
  }

  @Test
  void nothingButAnInputExceptionComesOfNoise() {
    Random random = new Random(3);
    String pieces = "xy+-*/^()., 123e\"'[]{}=<>!%$#\\sincoexpqrt";
    int read = 0;
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(1, 12); length > 0; length--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      try {
        double value = Formula.parse(text.toString()).applyAsDouble(1, 2);
        assertEquals(value, Formula.parse(text.toString()).applyAsDouble(1, 2));
        read++;
      } catch (InputException e) {
        assertTrue(e.getMessage().startsWith("--expression"), e.getMessage());
      }
    }
    assertTrue(read > 100, read + " of the texts are formulas");
  }
}
