package zigzag.experiment.descent;

import java.util.List;
import zigzag.InputException;
import zigzag.archive.descent.DescentSummary.Quadratic;
import zigzag.archive.descent.Point;

/**
 * A quadratic with its minimum 0 at the origin.
 *
 * <p>{@code f(x, y) = (a x² + 2 b x y + c y²) / 2}; the Hessian is {@code [[a, b], [b, c]]}
 * everywhere, so gradient descent shrinks the part of the error along an eigenvector of eigenvalue
 * λ by the factor {@code 1 - η λ} at each step, and is stable for {@code η < 2 / λ_max} (Y.
 * Nesterov, Introductory lectures on convex optimization, Springer, 2004, section 1.2.3).
 */
public record QuadraticSurface(Facts facts, double a, double b, double c) implements Surface {
  /** Beyond this single precision can't tell the floor of the ravine from level ground. */
  private static final double MAX_CONDITION = 1e6;

  /** The ravine's larger eigenvalue, that of the bowl: both are stable up to the same rate. */
  private static final double STEEP = 2;

  private static final List<Point> MINIMA = List.of(new Point(0, 0));
  private static final double ANGLE = Math.toRadians(30);

  /** The book's bowl: {@code x²/20 + y²}, twenty times as steep in y as in x. */
  static QuadraticSurface bowl() {
    Facts facts =
        new Facts(
            "bowl",
            "x²/20 + y²",
            MINIMA,
            new Point(-7, 2),
            new Window(-8, 2.4, -2.6, 2.6),
            Surfaces.BOOK,
            "Saito 2016, Deep Learning from Scratch, chapter 6");
    return new QuadraticSurface(facts, 0.1, 0, 2);
  }

  /**
   * A valley at 30 degrees to the axes, where no rate per coordinate fits.
   *
   * <p>{@code f = u²/K + v²} with {@code u = x cos 30° + y sin 30°}, {@code v = y cos 30° - x sin
   * 30°}.
   *
   * @param condition K, the ratio of the Hessian's eigenvalues
   * @throws InputException if it is not in [1, 1e6]
   */
  static QuadraticSurface ravine(double condition) {
    if (!(condition >= 1 && condition <= MAX_CONDITION)) {
      throw new InputException(
          "the condition of the ravine is " + condition + "; give a number from 1 to 1000000");
    }
    double flat = STEEP / condition;
    double cos = Math.cos(ANGLE);
    double sin = Math.sin(ANGLE);
    String k = condition == Math.rint(condition) ? "" + (long) condition : "" + condition;
    Facts facts =
        new Facts(
            "ravine",
            "u²/" + k + " + v²; u, v: x, y turned by 30°",
            MINIMA,
            new Point(-7, -2.5),
            new Window(-8, 3, -5.2, 1),
            Surfaces.BOOK,
            "the textbook case of bad conditioning, as in Nocedal & Wright 2006, Numerical"
                + " Optimization");
    return new QuadraticSurface(
        facts,
        flat * cos * cos + STEEP * sin * sin,
        (flat - STEEP) * cos * sin,
        flat * sin * sin + STEEP * cos * cos);
  }

  @Override
  public double value(double x, double y) {
    return 0.5 * (a * x * x + 2 * b * x * y + c * y * y);
  }

  @Override
  public double[] gradient(double x, double y) {
    return new double[] {a * x + b * y, b * x + c * y};
  }

  /** The Hessian with its condition. */
  Quadratic hessian() {
    return new Quadratic(largestEigenvalue() / smallestEigenvalue(), a, b, c);
  }

  /** λ_max of the Hessian. */
  public double largestEigenvalue() {
    return (a + c) / 2 + Math.hypot((a - c) / 2, b);
  }

  /** λ_min of the Hessian, from the determinant: a difference of near equals would lose digits. */
  double smallestEigenvalue() {
    return (a * c - b * b) / largestEigenvalue();
  }
}
