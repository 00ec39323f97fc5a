package zigzag.experiment.descent;

import java.util.List;
import java.util.Map;
import zigzag.archive.descent.Point;

/** A function of two variables to descend on. */
public sealed interface Surface permits QuadraticSurface, ClassicSurface, FormulaSurface {
  /** What it is called on the command line. */
  String key();

  /** The function as people write it. */
  String formula();

  /** f(x, y). */
  double value(double x, double y);

  /** (∂f/∂x, ∂f/∂y). */
  double[] gradient(double x, double y);

  /** Where the minima are, as far as they are known; none where that is not known. */
  List<Point> minima();

  /** Where a path starts unless the user says otherwise. */
  Point start();

  /** How many steps show what is to be seen on it. */
  default int steps() {
    return 30;
  }

  /** What is drawn of it. */
  Window window();

  /** The learning rates that suit it, by the name of the rule; a rule not named uses its own. */
  Map<String, Double> rates();

  /** Where it was published. */
  String source();
}
