package zigzag.data;

import java.util.random.RandomGenerator;

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

  private final double weight;

  /** {@code poses[p]} holds x0, y0, x1, y1, … of all strokes, one after the other. */
  private final float[][] poses;

  /** The first point of each stroke, and the number of points as a last entry. */
  private final int[] starts;

  private final boolean[] corners;

  /**
   * Reads the poses.
   *
   * @param weight how often this way of writing is met, relative to the others of its digit
   * @throws IllegalArgumentException if a point is not two numbers, or the poses differ in anything
   *     but the places of their points
   */
  Skeleton(double weight, String... poses) {
    this.weight = weight;
    this.poses = new float[poses.length][];
    String form = form(poses[0]);
    String[] strokes = form.split("\\|");
    starts = new int[strokes.length + 1];
    for (int stroke = 0; stroke < strokes.length; stroke++) {
      starts[stroke + 1] = starts[stroke] + strokes[stroke].length();
    }
    String points = form.replace("|", "");
    corners = new boolean[points.length()];
    for (int point = 0; point < corners.length; point++) {
      corners[point] = points.charAt(point) == '*';
    }
    for (int pose = 0; pose < poses.length; pose++) {
      if (!form(poses[pose]).equals(form)) {
        throw new IllegalArgumentException("pose \"" + poses[pose] + "\" is not like " + poses[0]);
      }
      this.poses[pose] = coordinates(poses[pose], points.length());
    }
  }

  /** The strokes without their places: {@code .} a point, {@code *} a corner, {@code |} a lift. */
  private static String form(String pose) {
    return pose.replaceAll("[-0-9]+,[-0-9]+", ".").replaceAll("\\.\\*", "*").replaceAll(" ", "");
  }

  private static float[] coordinates(String pose, int points) {
    String[] numbers = pose.replaceAll("[*|]", " ").trim().split("[ ,]+");
    if (numbers.length != 2 * points) {
      throw new IllegalArgumentException("pose \"" + pose + "\" is not a list of points x,y");
    }
    float[] coordinates = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      coordinates[i] = Integer.parseInt(numbers[i]) / 100f;
    }
    return coordinates;
  }

  double weight() {
    return weight;
  }

  int points() {
    return corners.length;
  }

  int strokes() {
    return starts.length - 1;
  }

  /** The first point of a stroke; the stroke ends before {@code start(stroke + 1)}. */
  int start(int stroke) {
    return starts[stroke];
  }

  boolean isCorner(int point) {
    return corners[point];
  }

  /** Writes x and y of each point, blended between two poses taken at random. */
  void blend(float[] x, float[] y, RandomGenerator random) {
    float[] from = poses[random.nextInt(poses.length)];
    float[] to = poses[random.nextInt(poses.length)];
    float share = (float) (random.nextDouble() * (1 + 2 * OVERSHOOT) - OVERSHOOT);
    for (int point = 0; point < corners.length; point++) {
      x[point] = from[2 * point] + share * (to[2 * point] - from[2 * point]);
      y[point] = from[2 * point + 1] + share * (to[2 * point + 1] - from[2 * point + 1]);
    }
  }
}
