package zigzag.experiment.descent;

import java.util.List;
import java.util.Map;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.archive.descent.DescentSummary.Hessian;
import zigzag.archive.descent.Point;
import zigzag.experiment.descent.Surface.Window;

/** The built-in surfaces by name: quadratics, and test functions of the literature. */
public final class Surfaces {
  /** How badly the ravine is conditioned unless the user says otherwise. */
  public static final double CONDITION = 100;

  /** Beyond this single precision can't tell the floor of the ravine from level ground. */
  private static final double MAX_CONDITION = 1e6;

  /** The ravine's larger eigenvalue, that of the bowl: both are stable up to the same rate. */
  private static final double STEEP = 2;

  private static final double ANGLE = Math.toRadians(30);

  /**
   * The learning rates of the chapter on optimizers of K. Saito, Deep Learning from Scratch,
   * O'Reilly Japan, 2016.
   */
  static final Map<String, Double> BOOK = rates(0.95, 0.1, 1.5, 0.3);

  private static final Surface BEALE =
      new Surface(
          "beale",
          "(1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)²",
          "Beale 1958, On an iterative method for finding a local minimum of a function",
          List.of(new Point(3, 0.5)),
          new Point(1, 1.5),
          new Window(-1, 5, -1.2, 2.2),
          rates(0.01, 0.002, 0.5, 0.3),
          Surface.STEPS,
          (x, y) -> {
            double p = 1.5 - x + x * y;
            double q = 2.25 - x + x * y * y;
            double r = 2.625 - x + x * y * y * y;
            return new double[] {
              p * p + q * q + r * r,
              2 * (p * (y - 1) + q * (y * y - 1) + r * (y * y * y - 1)),
              2 * x * (p + 2 * q * y + 3 * r * y * y)
            };
          },
          null);

  /** Many steps does it take along the floor of the valley, where the slope is small. */
  private static final Surface ROSENBROCK =
      new Surface(
          "rosenbrock",
          "(1 - x)² + 100 (y - x²)²",
          "Rosenbrock 1960, The Computer Journal 3(3)",
          List.of(new Point(1, 1)),
          new Point(-1.2, 1),
          new Window(-2, 2, -0.6, 1.8),
          rates(0.002, 0.0005, 0.3, 0.1),
          1000,
          (x, y) -> {
            double valley = y - x * x;
            return new double[] {
              (1 - x) * (1 - x) + 100 * valley * valley,
              -2 * (1 - x) - 400 * x * valley,
              200 * valley
            };
          },
          null);

  private static final Surface HIMMELBLAU =
      new Surface(
          "himmelblau",
          "(x² + y - 11)² + (x + y² - 7)²",
          "Himmelblau 1972, Applied Nonlinear Programming",
          List.of(
              new Point(3, 2),
              new Point(-2.805118086952745, 3.131312518250573),
              new Point(-3.779310253377747, -3.283185991286170),
              new Point(3.584428340330492, -1.848126526964404)),
          new Point(0, -4.5),
          new Window(-8, 8, -5, 5),
          rates(0.015, 0.003, 1, 0.3),
          Surface.STEPS,
          (x, y) -> {
            double p = x * x + y - 11;
            double q = x + y * y - 7;
            return new double[] {p * p + q * q, 4 * p * x + 2 * q, 2 * p + 4 * q * y};
          },
          null);

  private static final Surface RASTRIGIN =
      new Surface(
          "rastrigin",
          "20 + x² - 10 cos 2πx + y² - 10 cos 2πy",
          "Rastrigin 1974, Systems of Extremal Control; Törn & Žilinskas 1989, Global Optimization",
          List.of(new Point(0, 0)),
          new Point(-3.3, 1.7),
          new Window(-5.12, 5.12, -2.56, 2.56),
          rates(0.0045, 0.002, 0.7, 0.3),
          Surface.STEPS,
          (x, y) ->
              new double[] {
                20
                    + x * x
                    - 10 * Math.cos(2 * Math.PI * x)
                    + y * y
                    - 10 * Math.cos(2 * Math.PI * y),
                2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x),
                2 * y + 20 * Math.PI * Math.sin(2 * Math.PI * y)
              },
          null);

  private static final Surface SADDLE =
      new Surface(
          "saddle",
          "x²/2 + y⁴/4 - y²/2",
          "Nesterov 2004, Introductory lectures on convex optimization, example 1.2.2",
          List.of(new Point(0, 1), new Point(0, -1)),
          new Point(-2, 0.01),
          new Window(-2.4, 2.4, -1.5, 1.5),
          rates(0.3, 0.05, 0.3, 0.1),
          Surface.STEPS,
          (x, y) -> new double[] {x * x / 2 + y * y * y * y / 4 - y * y / 2, x, y * y * y - y},
          null);

  private Surfaces() {}

  /** Rates below the one at which plain gradient descent leaves the default start for infinity. */
  private static Map<String, Double> rates(
      double sgd, double momentum, double adaGrad, double adam) {
    return Map.of("sgd", sgd, "momentum", momentum, "adagrad", adaGrad, "adam", adam);
  }

  /**
   * All of them, the default first.
   *
   * @param condition of the ravine
   * @throws InputException if the ravine can't have that condition
   */
  public static Choice<Surface> all(double condition) {
    List<Surface> surfaces =
        List.of(bowl(), BEALE, ROSENBROCK, HIMMELBLAU, RASTRIGIN, SADDLE, ravine(condition));
    return Choice.of("surface", surfaces, Surface::key);
  }

  /** The book's bowl: {@code x²/20 + y²}, twenty times as steep in y as in x. */
  private static Surface bowl() {
    String source = "Saito 2016, Deep Learning from Scratch, chapter 6";
    Window window = new Window(-8, 2.4, -2.6, 2.6);
    return quadratic("bowl", "x²/20 + y²", source, Surface.START, window, 0.1, 0, STEEP);
  }

  /**
   * A valley at 30 degrees to the axes, where no rate per coordinate fits.
   *
   * <p>{@code f = u²/K + v²} with {@code u = x cos 30° + y sin 30°}, {@code v = y cos 30° - x sin
   * 30°}, and K the ratio of the Hessian's eigenvalues.
   */
  private static Surface ravine(double condition) {
    if (!(condition >= 1 && condition <= MAX_CONDITION)) {
      throw new InputException(
          "the condition of the ravine is " + condition + "; give a number from 1 to 1000000");
    }
    double flat = STEEP / condition;
    double cos = Math.cos(ANGLE);
    double sin = Math.sin(ANGLE);
    String k = condition == Math.rint(condition) ? "" + (long) condition : "" + condition;
    return quadratic(
        "ravine",
        "u²/" + k + " + v²; u, v: x, y turned by 30°",
        "the textbook case of bad conditioning, as in Nocedal & Wright 2006, Numerical"
            + " Optimization",
        new Point(-7, -2.5),
        new Window(-8, 3, -5.2, 1),
        flat * cos * cos + STEEP * sin * sin,
        (flat - STEEP) * cos * sin,
        flat * sin * sin + STEEP * cos * cos);
  }

  /**
   * A quadratic with its minimum 0 at the origin: {@code f(x, y) = (a x² + 2 b x y + c y²) / 2}.
   *
   * <p>The Hessian is {@code [[a, b], [b, c]]} everywhere, so gradient descent shrinks the part of
   * the error along an eigenvector of eigenvalue λ by the factor {@code 1 - η λ} at each step, and
   * is stable for {@code η < 2 / λ_max} (Y. Nesterov, Introductory lectures on convex optimization,
   * Springer, 2004, section 1.2.3).
   */
  private static Surface quadratic(
      String key,
      String formula,
      String source,
      Point start,
      Window window,
      double a,
      double b,
      double c) {
    double largest = largestEigenvalue(a, b, c);
    // From the determinant: a difference of near equals would lose digits.
    double smallest = (a * c - b * b) / largest;
    return new Surface(
        key,
        formula,
        source,
        List.of(new Point(0, 0)),
        start,
        window,
        BOOK,
        Surface.STEPS,
        (x, y) ->
            new double[] {
              0.5 * (a * x * x + 2 * b * x * y + c * y * y), a * x + b * y, b * x + c * y
            },
        new Surface.Quadratic(largest / smallest, new Hessian(a, b, c)));
  }

  /** λ_max of {@code [[a, b], [b, c]]}. */
  static double largestEigenvalue(double a, double b, double c) {
    return (a + c) / 2 + Math.hypot((a - c) / 2, b);
  }
}
