package zigzag.data.digits;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way of writing a digit: the points its strokes pass through, in several poses to blend.
 *
 * <p>Written as text. A point is {@code x,y} in hundredths of the digit's height, y downwards;
 * {@code *} after a point makes it a corner, {@code |} lifts the pen between two strokes. Poses
 * hold the same points at other places (a narrow loop, a wide loop); what is drawn lies between two
 * of them.
 */
final class Skeleton {
  /** How far a blend of two poses may go beyond either. */
  private static final double OVERSHOOT = 0.15;

  private static final Pattern MARK = Pattern.compile("\\s*(?:(-?\\d+),(-?\\d+)(\\*?)|(\\|))\\s*");

  private final double weight;

  /** {@code poses[p]} holds x0, y0, x1, y1, … of all strokes, one after the other. */
  private final float[][] poses;

  /** What comes at each point. */
  private final Kind[] kinds;

  private enum Kind {
    START,
    CURVE,
    CORNER
  }

  /**
   * Reads the poses.
   *
   * @param weight how often this way of writing is met, relative to the others of its digit
   * @throws IllegalArgumentException if a pose is not written as above, or differs from the first
   *     in anything but the places of its points
   */
  Skeleton(double weight, List<String> poses) {
    this.weight = weight;
    this.poses = new float[poses.size()][];
    kinds = new Kind[(int) poses.get(0).chars().filter(c -> c == ',').count()];
    this.poses[0] = read(poses.get(0), kinds);
    for (int pose = 1; pose < poses.size(); pose++) {
      Kind[] others = new Kind[kinds.length];
      this.poses[pose] = read(poses.get(pose), others);
      if (!Arrays.equals(others, kinds)) {
        throw new IllegalArgumentException(
            "pose \"" + poses.get(pose) + "\" is not built like \"" + poses.get(0) + "\"");
      }
    }
  }

  /** Returns the places of the points and writes their kinds. */
  private static float[] read(String pose, Kind[] kinds) {
    float[] places = new float[2 * kinds.length];
    int point = 0;
    int end = 0;
    boolean lifted = true;
    Matcher mark = MARK.matcher(pose);
    while (mark.find() && mark.start() == end) {
      if (mark.group(4) != null) {
        lifted = true;
      } else if (point < kinds.length) {
        kinds[point] = lifted ? Kind.START : mark.group(3).isEmpty() ? Kind.CURVE : Kind.CORNER;
        places[2 * point] = Integer.parseInt(mark.group(1)) / 100f;
        places[2 * point + 1] = Integer.parseInt(mark.group(2)) / 100f;
        lifted = false;
        point++;
      } else {
        break;
      }
      end = mark.end();
    }
    if (end < pose.length() || point < kinds.length) {
      throw new IllegalArgumentException(
          "pose \"" + pose + "\" is not a list of " + kinds.length + " points x,y");
    }
    return places;
  }

  double weight() {
    return weight;
  }

  int points() {
    return kinds.length;
  }

  /** Whether a stroke starts at this point, rather than coming from the point before. */
  boolean isStart(int point) {
    return kinds[point] == Kind.START;
  }

  /** Whether the stroke does not go on smoothly through this point: it turns, ends or starts. */
  boolean isSharp(int point) {
    return kinds[point] != Kind.CURVE || point + 1 == kinds.length || isStart(point + 1);
  }

  /** Writes x and y of each point, blended between two poses taken at random. */
  void blend(float[] x, float[] y, RandomGenerator random) {
    float[] from = poses[random.nextInt(poses.length)];
    float[] to = poses[random.nextInt(poses.length)];
    float share = (float) (random.nextDouble() * (1 + 2 * OVERSHOOT) - OVERSHOOT);
    for (int point = 0; point < kinds.length; point++) {
      x[point] = from[2 * point] + share * (to[2 * point] - from[2 * point]);
      y[point] = from[2 * point + 1] + share * (to[2 * point + 1] - from[2 * point + 1]);
    }
  }
}
