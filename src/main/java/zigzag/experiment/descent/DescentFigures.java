package zigzag.experiment.descent;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import zigzag.experiment.descent.DescentPath.Step;

/**
 * What a path comes to.
 *
 * @param pathLength the sum of the steps' lengths
 * @param zigzagIndex that over the straight distance from the first place to the last: 1 for a
 *     straight path; empty for one that ends where it started
 * @param turns how often dy changes its sign; a step with dy = 0 is passed over
 * @param stepsToMinimum the first step within {@link #NEAR} of a known minimum; empty if none is
 * @param finalF the value at the last place
 * @param finalDistance from there to the nearest known minimum; empty if none is known
 */
public record DescentFigures(
    double pathLength,
    OptionalDouble zigzagIndex,
    int turns,
    OptionalInt stepsToMinimum,
    double finalF,
    OptionalDouble finalDistance) {
  /** What counts as having arrived. */
  public static final double NEAR = 0.01;

  /**
   * The figures of a path.
   *
   * @param minima those that are known
   */
  public static DescentFigures of(DescentPath path, List<Point> minima) {
    List<Step> steps = path.steps();
    double length = 0;
    int turns = 0;
    double direction = 0;
    OptionalInt arrived = OptionalInt.empty();
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        length += steps.get(i - 1).point().distance(steps.get(i).point());
        double dy = Math.signum((double) steps.get(i).y() - steps.get(i - 1).y());
        turns += dy * direction < 0 ? 1 : 0;
        direction = dy == 0 ? direction : dy;
      }
      OptionalDouble distance = nearest(steps.get(i), minima);
      if (arrived.isEmpty() && distance.isPresent() && distance.getAsDouble() <= NEAR) {
        arrived = OptionalInt.of(i);
      }
    }
    double straight = steps.get(0).point().distance(path.last().point());
    return new DescentFigures(
        length,
        straight > 0 ? OptionalDouble.of(length / straight) : OptionalDouble.empty(),
        turns,
        arrived,
        path.last().f(),
        nearest(path.last(), minima));
  }

  private static OptionalDouble nearest(Step step, List<Point> minima) {
    return minima.stream().mapToDouble(step.point()::distance).min();
  }
}
