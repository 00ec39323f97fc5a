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
 * @param start where every path starts, rounded to single precision
 * @param steps how many updates there are
 */
public record Descent(Surface surface, Point start, int steps) {
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
}
