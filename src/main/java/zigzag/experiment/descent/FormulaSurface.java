package zigzag.experiment.descent;

import java.util.List;
import java.util.Locale;
import zigzag.InputException;
import zigzag.archive.descent.Point;

/**
 * A surface that the user writes down, its slope taken by central differences.
 *
 * <p>{@code ∂f/∂x ≈ (f(x + h, y) - f(x - h, y)) / 2h} with {@code h = ∛ε max(1, |x|)}, ε = 2⁻⁵²:
 * the error of the formula grows with h² and that of rounding with ε/h, and their sum is least
 * about there (W. Press et al., Numerical Recipes, 3rd edition, 2007, section 5.7).
 *
 * @param function what the user wrote down
 */
public record FormulaSurface(Facts facts, Formula function) implements Surface {
  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  /** The window is so much wider than the start is far from the origin. */
  private static final double ROOM = 1.3;

  /** The start of the default surface. */
  public static final Point START = new Point(-7, 2);

  /**
   * Reads a formula in x and y.
   *
   * @throws InputException if it is none, or gives no finite number at the start
   */
  public static FormulaSurface parse(String text, Point start) {
    double far = Math.max(Math.abs(start.x()), Math.abs(start.y()));
    double half = ROOM * (far > 1 ? far : 1); // a start that is no number is refused by others
    Window window = new Window(-half, half, -half, half);
    Facts facts =
        new Facts(
            "expression", text.strip(), List.of(), start, window, Surfaces.BOOK, "the user's own");
    FormulaSurface surface = new FormulaSurface(facts, Formula.parse(text));
    if (!Double.isFinite(surface.value(start.x(), start.y()))) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--expression \"%s\" gives no finite number at the start (%s, %s); name another"
                  + " --start",
              surface.formula(),
              start.x(),
              start.y()));
    }
    return surface;
  }

  @Override
  public double value(double x, double y) {
    return function.value(x, y);
  }

  @Override
  public double[] gradient(double x, double y) {
    double h = STEP * Math.max(1, Math.abs(x));
    double k = STEP * Math.max(1, Math.abs(y));
    return new double[] {
      (value(x + h, y) - value(x - h, y)) / (2 * h), (value(x, y + k) - value(x, y - k)) / (2 * k)
    };
  }
}
