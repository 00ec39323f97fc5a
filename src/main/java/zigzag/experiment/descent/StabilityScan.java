package zigzag.experiment.descent;

import java.util.List;
import zigzag.archive.descent.DescentSummary.Quadratic;
import zigzag.archive.descent.DescentSummary.Scan;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.optimizer.Sgd;

/**
 * Finds the largest learning rate at which gradient descent on a quadratic surface does not explode
 * by trying.
 */
public final class StabilityScan {
  /** So many that a rate 0.02 % too large multiplies the error by more than the bound. */
  private static final int STEPS = 10_000;

  /** A path that stays this near to the origin, from a distance of 1, is bounded. */
  private static final double BOUND = 10;

  /**
   * Along both axes: whatever the eigenvectors, one of the starts has a part along the steepest.
   */
  private static final List<Point> STARTS = List.of(new Point(1, 0), new Point(0, 1));

  private static final double PRECISION = 1e-6;

  private StabilityScan() {}

  /** Tries rates by bisection, on a quadratic surface. */
  public static Scan of(Surface surface) {
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
    Quadratic hessian = surface.quadratic();
    double largest = Surfaces.largestEigenvalue(hessian.a(), hessian.b(), hessian.c());
    double theory = 2 / largest;
    return new Scan(stable, theory, Math.abs(stable / theory - 1), largest, STEPS);
  }

  private static boolean isBounded(Surface surface, double rate) {
    for (Point start : STARTS) {
      DescentPath path = new Descent(surface, start, STEPS).run("sgd", new Sgd(rate));
      Step last = path.last();
      if (path.diverged() || Math.hypot(last.x(), last.y()) > BOUND) {
        return false;
      }
    }
    return true;
  }
}
