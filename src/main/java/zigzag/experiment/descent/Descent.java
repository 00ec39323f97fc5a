package zigzag.experiment.descent;

import java.util.ArrayList;
import java.util.List;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.archive.descent.Point;
import zigzag.optimizer.Optimizer;
import zigzag.rule.PluginException;

/**
 * A walk down a surface with the trainer's own update rules, in single precision as in training.
 *
 * @param surface what is descended on
 * @param start where every path starts, rounded to single precision
 * @param steps how many updates there are, at least 1
 */
public record Descent(Surface surface, Point start, int steps) {
  public Descent {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + "; it must be at least 1");
    }
  }

  /** The path of one rule; it ends where its place or the value there is no finite number. */
  public DescentPath run(String label, Optimizer rule) {
    float[] place = {(float) start.x(), (float) start.y()};
    float[] gradient = new float[2];
    float[][] slots = new float[rule.slots()][2];
    List<Step> path = new ArrayList<>();
    path.add(step(place));
    for (int t = 1; t <= steps; t++) {
      double[] slope = surface.gradient(place[0], place[1]);
      gradient[0] = (float) slope[0];
      gradient[1] = (float) slope[1];
      try {
        rule.step(place, gradient, slots, t, rule.learningRate());
      } catch (Throwable e) {
        throw PluginException.of(rule, "step " + t, e);
      }
      Step next = step(place);
      if (!next.isFinite()) {
        return new DescentPath(label, rule, path, true);
      }
      path.add(next);
    }
    return new DescentPath(label, rule, path, false);
  }

  private Step step(float[] place) {
    return new Step(place[0], place[1], surface.value(place[0], place[1]));
  }
}
