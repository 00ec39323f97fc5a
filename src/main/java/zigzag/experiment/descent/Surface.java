package zigzag.experiment.descent;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.descent.DescentSummary.Hessian;
import zigzag.archive.descent.Point;

/**
 * A function of two variables to descend on.
 *
 * @param key what it is called on the command line
 * @param formula the function as people write it
 * @param source where it was published
 * @param minima where they are, as far as that is known
 * @param start where a path starts unless the user says otherwise
 * @param window what is drawn of it
 * @param rates the learning rates that suit it, by the name of the rule; a rule not named uses its
 *     own
 * @param steps how many show what is to be seen on it
 * @param quadratic its second derivatives if they are the same everywhere, else null
 */
public record Surface(
    String key,
    String formula,
    String source,
    List<Point> minima,
    Point start,
    Window window,
    Map<String, Double> rates,
    int steps,
    Function function,
    Quadratic quadratic) {
  /** The start of the default surface. */
  public static final Point START = new Point(-7, 2);

  static final int STEPS = 30;

  private static final double DIFFERENCE = Math.cbrt(Math.ulp(1.0));

  /** The window of a formula is so much wider than the start is far from the origin. */
  private static final double ROOM = 1.3;

  /** What a surface is made of. */
  @FunctionalInterface
  public interface Function {
    /** f(x, y), ∂f/∂x and ∂f/∂y. */
    double[] at(double x, double y);
  }

  /** The Hessian, and the ratio of its eigenvalues. */
  record Quadratic(double condition, Hessian hessian) {}

  /** The part of the plane that is drawn. */
  record Window(double xLow, double xHigh, double yLow, double yHigh) {
    /** Beyond the outermost point, as a share of the width or height. */
    private static final double MARGIN = 0.08;

    /** The same window, or a larger one that shows a point, too. */
    Window with(Point point) {
      double x = MARGIN * (Math.max(xHigh, point.x()) - Math.min(xLow, point.x()));
      double y = MARGIN * (Math.max(yHigh, point.y()) - Math.min(yLow, point.y()));
      return new Window(
          point.x() < xLow ? point.x() - x : xLow,
          point.x() > xHigh ? point.x() + x : xHigh,
          point.y() < yLow ? point.y() - y : yLow,
          point.y() > yHigh ? point.y() + y : yHigh);
    }
  }

  /**
   * A surface that the user writes down, its slope taken by central differences.
   *
   * <p>{@code ∂f/∂x ≈ (f(x + h, y) - f(x - h, y)) / 2h} with {@code h = ∛ε max(1, |x|)}, ε = 2⁻⁵²:
   * the error of the formula grows with h² and that of rounding with ε/h, and their sum is least
   * about there (W. Press et al., Numerical Recipes, 3rd edition, 2007, section 5.7).
   *
   * @throws InputException if it is no formula in x and y, or gives no finite number at the start
   */
  public static Surface ofFormula(String text, Point start) {
    DoubleBinaryOperator f = Formula.parse(text);
    if (!Double.isFinite(f.applyAsDouble(start.x(), start.y()))) {
      throw new InputException(
          Numerals.format(
              "--expression \"%s\" gives no finite number at the start (%s, %s); name another"
                  + " --start",
              text.strip(), start.x(), start.y()));
    }
    double far = Math.max(Math.abs(start.x()), Math.abs(start.y()));
    double half = ROOM * (far > 1 ? far : 1); // a start that is no number is refused by others
    return new Surface(
        "expression",
        text.strip(),
        "the user's own",
        List.of(),
        start,
        new Window(-half, half, -half, half),
        Surfaces.BOOK,
        STEPS,
        (x, y) -> {
          double h = DIFFERENCE * Math.max(1, Math.abs(x));
          double k = DIFFERENCE * Math.max(1, Math.abs(y));
          return new double[] {
            f.applyAsDouble(x, y),
            (f.applyAsDouble(x + h, y) - f.applyAsDouble(x - h, y)) / (2 * h),
            (f.applyAsDouble(x, y + k) - f.applyAsDouble(x, y - k)) / (2 * k)
          };
        },
        null);
  }

  public double value(double x, double y) {
    return function.at(x, y)[0];
  }
}
