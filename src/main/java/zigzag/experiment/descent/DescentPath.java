package zigzag.experiment.descent;

import java.util.List;
import zigzag.optimizer.Optimizer;

/**
 * Where a rule went.
 *
 * @param label what the user calls it
 * @param rule with its hyperparameters
 * @param steps the places, the start first
 * @param diverged whether the step after the last one led out of the finite numbers
 */
public record DescentPath(String label, Optimizer rule, List<Step> steps, boolean diverged) {
  /** A place on the path and the value there. */
  public record Step(float x, float y, double f) {
    boolean isFinite() {
      return Float.isFinite(x) && Float.isFinite(y) && Double.isFinite(f);
    }

    Point point() {
      return new Point(x, y);
    }
  }

  public DescentPath {
    steps = List.copyOf(steps);
  }

  Step last() {
    return steps.get(steps.size() - 1);
  }
}
