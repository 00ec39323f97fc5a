package zigzag.experiment.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import zigzag.archive.descent.DescentSummary.Hessian;
import zigzag.archive.descent.DescentSummary.Scan;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Sgd;
import zigzag.rule.PluginException;

/**
 * A walk down a surface with the trainer's own update rules, in single precision as in training.
 *
 * @param start where every path starts, rounded to single precision
 * @param steps how many updates there are
 */
public record Descent(Surface surface, Point start, int steps) {
  /** So many that a rate 0.02 % too large multiplies the error by more than the bound. */
  private static final int SCAN_STEPS = 10_000;

  /** A path that stays this near to the origin, from a distance of 1, is bounded. */
  private static final double BOUND = 10;

  private static final double PRECISION = 1e-6;

  /** The path of one rule; it ends where its place or the value there is no finite number. */
  public DescentPath run(String label, Optimizer rule) {
    float[] place = {(float) start.x(), (float) start.y()};
    float[][] slots = new float[rule.slots()][2];
    List<Step> path = new ArrayList<>();
    for (int t = 1; ; t++) {
      double[] here = surface.function().at(place[0], place[1]);
      Step step = new Step(place[0], place[1], here[0]);
      if (t > 1 && !step.isFinite()) {
        return new DescentPath(label, rule, path, true);
      }
      path.add(step);
      if (t > steps) {
        return new DescentPath(label, rule, path, false);
      }
      try {
        float[] gradient = {(float) here[1], (float) here[2]};
        rule.step(place, gradient, slots, t, rule.learningRate());
      } catch (Throwable e) {
        throw PluginException.of(rule, "step " + t, e);
      }
    }
  }

  /**
   * Finds by bisection the largest learning rate at which gradient descent on a quadratic surface
   * does not explode.
   */
  public static Scan stability(Surface surface) {
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
    Hessian hessian = surface.quadratic().hessian();
    double largest = Surfaces.largestEigenvalue(hessian.a(), hessian.b(), hessian.c());
    double theory = 2 / largest;
    return new Scan(stable, theory, Math.abs(stable / theory - 1), largest, SCAN_STEPS);
  }

  /** Along both axes: whatever the eigenvectors, one start has a part along the steepest. */
  private static boolean isBounded(Surface surface, double rate) {
    return Stream.of(new Point(1, 0), new Point(0, 1))
        .map(start -> new Descent(surface, start, SCAN_STEPS).run("sgd", new Sgd(rate)))
        .allMatch(p -> !p.diverged() && Math.hypot(p.last().x(), p.last().y()) <= BOUND);
  }
}
