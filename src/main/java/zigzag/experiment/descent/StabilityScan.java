package zigzag.experiment.descent;

import java.util.List;
import zigzag.experiment.descent.DescentPath.Step;
import zigzag.optimizer.Sgd;

/**
 * The largest learning rate at which gradient descent on a quadratic surface does not explode,
 * found by trying, beside what theory says.
 *
 * @param found by bisection
 * @param theory 2 / λ_max
 * @param largestEigenvalue λ_max of the Hessian
 * @param steps of each trial
 */
public record StabilityScan(double found, double theory, double largestEigenvalue, int steps) {
  /** So many that a rate 0.02 % too large multiplies the error by more than the bound. */
  private static final int STEPS = 10_000;

  /** A path that stays this near to the origin, from a distance of 1, is bounded. */
  private static final double BOUND = 10;

  /**
   * Along both axes: whatever the eigenvectors, one of the starts has a part along the steepest.
   */
  private static final List<Point> STARTS = List.of(new Point(1, 0), new Point(0, 1));

  private static final double PRECISION = 1e-6;

  /** Tries rates by bisection. */
  public static StabilityScan of(QuadraticSurface surface) {
    double stable = Math.ulp(1f);
    double unstable = 2 * stable;
    while (isBounded(surface, unstable)) {
      stable = unstable;
      unstable *= 2;
    }
    while (unstable - stable > PRECISION * stable) {
      double middle = (stable + unstable) / 2;
      if (isBounded(surface, middle)) {
        stable = middle;
      } else {
        unstable = middle;
      }
    }
    double largest = surface.largestEigenvalue();
    return new StabilityScan(stable, 2 / largest, largest, STEPS);
  }

  private static boolean isBounded(QuadraticSurface surface, double rate) {
    for (Point start : STARTS) {
      DescentPath path = new Descent(surface, start, STEPS).run("sgd", new Sgd(rate));
      Step last = path.last();
      if (path.diverged() || Math.hypot(last.x(), last.y()) > BOUND) {
        return false;
      }
    }
    return true;
  }

  /** |found / theory - 1|. */
  public double relativeError() {
    return Math.abs(found / theory - 1);
  }
}
