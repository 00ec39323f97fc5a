package zigzag.data.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One way of writing a digit: the points its strokes pass through, in several poses to blend, each
 * written as {@link DigitSkeletons} says.
 */
final class Skeleton {
  /** How far a blend of two poses may go beyond either. */
  private static final double OVERSHOOT = 0.15;

  private static final String POINT = "-?\\d+,-?\\d+";
  private static final String POSE = "P\\*?(( | ?\\| ?)P\\*?)*".replace("P", POINT);

  private final double weight;

  /** Of each pose x0, y0, x1, y1, … of all strokes, one after the other. */
  private final List<float[]> poses = new ArrayList<>();

  /** What comes at each point: {@code |} a start, {@code *} a corner, {@code -} a curve. */
  private String kinds;

  /** Of no pose yet, and met so often relative to the other ways of writing the digit. */
  Skeleton(double weight) {
    this.weight = weight;
  }

  /**
   * Adds a pose.
   *
   * @throws IllegalArgumentException if it is not written so, or differs from the first in anything
   *     but the places of its points
   */
  void add(String pose) {
    if (!pose.matches(POSE)) {
      throw new IllegalArgumentException("pose \"" + pose + "\" is not a list of points x,y");
    }
    String found =
        ("|" + pose)
            .replaceAll("\\| ?" + POINT + "\\*?", "|")
            .replaceAll(POINT + "\\*", "*")
            .replaceAll(POINT, "-")
            .replace(" ", "");
    if (kinds != null && !kinds.equals(found)) {
      throw new IllegalArgumentException("pose \"" + pose + "\" is not built like the first");
    }
    kinds = found;
    String[] numbers = pose.split("[^-\\d]+", 0);
    float[] places = new float[numbers.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Integer.parseInt(numbers[i]) / 100f;
    }
    poses.add(places);
  }

  double weight() {
    return weight;
  }

  int points() {
    return kinds.length();
  }

  /** Whether a stroke starts at this point, rather than coming from the point before. */
  boolean isStart(int point) {
    return kinds.charAt(point) == '|';
  }

  /** Whether the stroke does not go on smoothly through this point: it turns, ends or starts. */
  boolean isSharp(int point) {
    return kinds.charAt(point) != '-' || point + 1 == points() || isStart(point + 1);
  }

  /** Writes x and y of each point, blended between two poses taken at random. */
  void blend(float[] x, float[] y, RandomGenerator random) {
    float[] from = poses.get(random.nextInt(poses.size()));
    float[] to = poses.get(random.nextInt(poses.size()));
    float share = (float) (random.nextDouble() * (1 + 2 * OVERSHOOT) - OVERSHOOT);
    for (int point = 0; point < points(); point++) {
      x[point] = from[2 * point] + share * (to[2 * point] - from[2 * point]);
      y[point] = from[2 * point + 1] + share * (to[2 * point + 1] - from[2 * point + 1]);
    }
  }
}
