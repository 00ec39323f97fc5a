package zigzag.experiment.descent;

import java.util.List;
import java.util.Map;
import zigzag.archive.descent.Point;

/** A function of two variables to descend on. */
public sealed interface Surface permits QuadraticSurface, ClassicSurface, FormulaSurface {
  /**
   * What is known of a function.
   *
   * @param key what it is called on the command line
   * @param formula the function as people write it
   * @param minima where they are, as far as that is known
   * @param start where a path starts unless the user says otherwise
   * @param window what is drawn of it
   * @param rates the learning rates that suit it, by the name of the rule; a rule not named uses
   *     its own
   * @param source where it was published
   */
  record Facts(
      String key,
      String formula,
      List<Point> minima,
      Point start,
      Window window,
      Map<String, Double> rates,
      String source) {}

  Facts facts();

  /** f(x, y). */
  double value(double x, double y);

  /** (∂f/∂x, ∂f/∂y). */
  double[] gradient(double x, double y);

  /** How many steps show what is to be seen on it. */
  default int steps() {
    return 30;
  }

  default String key() {
    return facts().key();
  }

  default String formula() {
    return facts().formula();
  }

  default List<Point> minima() {
    return facts().minima();
  }

  default Point start() {
    return facts().start();
  }

  default Map<String, Double> rates() {
    return facts().rates();
  }
}
