package zigzag.experiment.descent;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import zigzag.archive.descent.Point;

/** Test functions of the literature, with the slopes worked out by hand. */
@SuppressWarnings("ImmutableEnumChecker") // lists and maps that List.of and Map.of made
public enum ClassicSurface implements Surface {
  BEALE(
      "(1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)²",
      List.of(new Point(3, 0.5)),
      new Point(1, 1.5),
      new Window(-1, 5, -1.2, 2.2),
      rates(0.01, 0.002, 0.5, 0.3),
      "Beale 1958, On an iterative method for finding a local minimum of a function") {
    @Override
    public double value(double x, double y) {
      double p = 1.5 - x + x * y;
      double q = 2.25 - x + x * y * y;
      double r = 2.625 - x + x * y * y * y;
      return p * p + q * q + r * r;
    }

    @Override
    public double[] gradient(double x, double y) {
      double p = 1.5 - x + x * y;
      double q = 2.25 - x + x * y * y;
      double r = 2.625 - x + x * y * y * y;
      return new double[] {
        2 * (p * (y - 1) + q * (y * y - 1) + r * (y * y * y - 1)),
        2 * x * (p + 2 * q * y + 3 * r * y * y)
      };
    }
  },
  ROSENBROCK(
      "(1 - x)² + 100 (y - x²)²",
      List.of(new Point(1, 1)),
      new Point(-1.2, 1),
      new Window(-2, 2, -0.6, 1.8),
      rates(0.002, 0.0005, 0.3, 0.1),
      "Rosenbrock 1960, The Computer Journal 3(3)") {
    @Override
    public double value(double x, double y) {
      double valley = y - x * x;
      return (1 - x) * (1 - x) + 100 * valley * valley;
    }

    @Override
    public double[] gradient(double x, double y) {
      double valley = y - x * x;
      return new double[] {-2 * (1 - x) - 400 * x * valley, 200 * valley};
    }

    /** So many does it take along the floor of the valley, where the slope is small. */
    @Override
    public int steps() {
      return 1000;
    }
  },
  HIMMELBLAU(
      "(x² + y - 11)² + (x + y² - 7)²",
      List.of(
          new Point(3, 2),
          new Point(-2.805118086952745, 3.131312518250573),
          new Point(-3.779310253377747, -3.283185991286170),
          new Point(3.584428340330492, -1.848126526964404)),
      new Point(0, -4.5),
      new Window(-8, 8, -5, 5),
      rates(0.015, 0.003, 1, 0.3),
      "Himmelblau 1972, Applied Nonlinear Programming") {
    @Override
    public double value(double x, double y) {
      double p = x * x + y - 11;
      double q = x + y * y - 7;
      return p * p + q * q;
    }

    @Override
    public double[] gradient(double x, double y) {
      double p = x * x + y - 11;
      double q = x + y * y - 7;
      return new double[] {4 * p * x + 2 * q, 2 * p + 4 * q * y};
    }
  },
  RASTRIGIN(
      "20 + x² - 10 cos 2πx + y² - 10 cos 2πy",
      List.of(new Point(0, 0)),
      new Point(-3.3, 1.7),
      new Window(-5.12, 5.12, -2.56, 2.56),
      rates(0.0045, 0.002, 0.7, 0.3),
      "Rastrigin 1974, Systems of Extremal Control; Törn & Žilinskas 1989, Global Optimization") {
    @Override
    public double value(double x, double y) {
      return 20 + x * x - 10 * Math.cos(2 * Math.PI * x) + y * y - 10 * Math.cos(2 * Math.PI * y);
    }

    @Override
    public double[] gradient(double x, double y) {
      return new double[] {
        2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x),
        2 * y + 20 * Math.PI * Math.sin(2 * Math.PI * y)
      };
    }
  },
  SADDLE(
      "x²/2 + y⁴/4 - y²/2",
      List.of(new Point(0, 1), new Point(0, -1)),
      new Point(-2, 0.01),
      new Window(-2.4, 2.4, -1.5, 1.5),
      rates(0.3, 0.05, 0.3, 0.1),
      "Nesterov 2004, Introductory lectures on convex optimization, example 1.2.2") {
    @Override
    public double value(double x, double y) {
      return x * x / 2 + y * y * y * y / 4 - y * y / 2;
    }

    @Override
    public double[] gradient(double x, double y) {
      return new double[] {x, y * y * y - y};
    }
  };

  private final Facts facts;

  ClassicSurface(
      String formula,
      List<Point> minima,
      Point start,
      Window window,
      Map<String, Double> rates,
      String source) {
    String key = name().toLowerCase(Locale.ROOT);
    facts = new Facts(key, formula, minima, start, window, rates, source);
  }

  /** Rates below the one at which plain gradient descent leaves the default start for infinity. */
  private static Map<String, Double> rates(
      double sgd, double momentum, double adaGrad, double adam) {
    return Map.of("sgd", sgd, "momentum", momentum, "adagrad", adaGrad, "adam", adam);
  }

  @Override
  public Facts facts() {
    return facts;
  }
}
