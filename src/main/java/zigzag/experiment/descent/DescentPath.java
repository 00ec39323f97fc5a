package zigzag.experiment.descent;

import java.util.List;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;

/**
 * Where a rule went.
 *
 * @param label what the user calls it
 * @param steps the places, the start first
 * @param diverged whether the step after the last one led out of the finite numbers
 */
public record DescentPath(String label, Optimizer rule, List<Step> steps, boolean diverged) {
  /** What counts as having arrived. */
  static final double NEAR = 0.01;

  Step last() {
    return steps.get(steps.size() - 1);
  }

  Descended figures(List<Point> minima) {
    double length = 0;
    int turns = 0;
    double direction = 0;
    Integer arrived = null;
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        length += steps.get(i - 1).point().distance(steps.get(i).point());
        double dy = Math.signum(steps.get(i).y() - steps.get(i - 1).y());
        turns += dy * direction < 0 ? 1 : 0;
        direction = dy == 0 ? direction : dy;
      }
      Double distance = nearest(steps.get(i), minima);
      if (arrived == null && distance != null && distance <= NEAR) {
        arrived = i;
      }
    }
    double straight = steps.get(0).point().distance(last().point());
    return new Descended(
        label,
        rule.name(),
        rule.formula(),
        Optimizers.hyperparameters(rule),
        steps.size() - 1,
        diverged,
        length,
        straight > 0 ? length / straight : null,
        turns,
        arrived,
        (float) last().x(),
        (float) last().y(),
        last().f(),
        nearest(last(), minima));
  }

  /** Null if no minimum is known. */
  private static Double nearest(Step step, List<Point> minima) {
    return minima.stream().map(step.point()::distance).min(Double::compare).orElse(null);
  }
}
