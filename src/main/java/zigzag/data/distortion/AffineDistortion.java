package zigzag.data.distortion;

import java.util.random.RandomGenerator;

/**
 * Turns or slants an image, stretches it and shifts it, each by a random amount.
 *
 * <p>A pixel at {@code p} takes the grey level at {@code A (p - c) + c + s}: {@code c} is the
 * centre, {@code A} a stretch of either axis by a factor in {@code 1 ± stretch} after a rotation
 * or, as often, a horizontal shear by an angle in {@code ± angle}, and {@code s} a shift in {@code
 * ± shift} pixels along either axis. All are uniform.
 *
 * <p>Source: D. Cireşan, U. Meier, L. Gambardella, J. Schmidhuber, "Deep, big, simple neural nets
 * for handwritten digit recognition", Neural Computation 22 (2010), who stretch by 15 to 20 % and
 * turn by 15 degrees, or 7.5 for ones and sevens. Here the label is not known, so the smaller angle
 * holds for all. The shift is an addition.
 */
public final class AffineDistortion implements Distortion {
  /** Degrees of rotation or shear, at most. */
  public static final double DEFAULT_ANGLE = 7.5;

  /** Change of either side relative to its length, at most. */
  public static final double DEFAULT_STRETCH = 0.15;

  /** Pixels of shift along either axis, at most. */
  public static final double DEFAULT_SHIFT = 1;

  private final int rows;
  private final int columns;
  private final double angle;
  private final double stretch;
  private final double shift;
  private final ImageWarp warp;

  /** No displacements. */
  private final float[][] still;

  /**
   * With strengths of your own; 0 leaves out a part.
   *
   * @param angle largest rotation or shear in degrees, from 0 to less than 90
   * @param stretch largest relative change of a side, from 0 to less than 1
   * @param shift largest shift in pixels
   * @throws IllegalArgumentException if a side is less than 1 or a strength out of its range
   */
  public AffineDistortion(int rows, int columns, double angle, double stretch, double shift) {
    this(new ImageWarp(rows, columns, 1), rows, columns, angle, stretch, shift);
  }

  /** Shares the scratch memory of a distortion that goes on where this one ends. */
  AffineDistortion(
      ImageWarp warp, int rows, int columns, double angle, double stretch, double shift) {
    if (!(angle >= 0 && angle < 90)) {
      throw new IllegalArgumentException("angle " + angle + "; 0 to less than 90 degrees work");
    }
    if (!(stretch >= 0 && stretch < 1)) {
      throw new IllegalArgumentException("stretch " + stretch + "; 0 to less than 1 works");
    }
    if (!(shift >= 0 && shift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shift " + shift + "; 0 pixels or more work");
    }
    this.rows = rows;
    this.columns = columns;
    this.angle = Math.toRadians(angle);
    this.stretch = stretch;
    this.shift = shift;
    this.warp = warp;
    still = new float[1][rows * columns];
  }

  @Override
  public void distort(
      byte[] source, int sourceOffset, byte[] target, int targetOffset, RandomGenerator random) {
    draw(random);
    warp.apply(source, sourceOffset, target, targetOffset, still, still);
  }

  /** Draws a map for the next image. */
  void draw(RandomGenerator random) {
    double turn = angle * symmetric(random);
    boolean shear = random.nextBoolean();
    double alongX = 1 + stretch * symmetric(random);
    double alongY = 1 + stretch * symmetric(random);
    double xx = shear ? alongX : alongX * Math.cos(turn);
    double xy = shear ? alongX * Math.tan(turn) : alongX * Math.sin(turn);
    double yx = shear ? 0 : -alongY * Math.sin(turn);
    double yy = shear ? alongY : alongY * Math.cos(turn);
    double centreX = (columns - 1) / 2.0;
    double centreY = (rows - 1) / 2.0;
    double toX = centreX + shift * symmetric(random) - xx * centreX - xy * centreY;
    double toY = centreY + shift * symmetric(random) - yx * centreX - yy * centreY;
    warp.setMap(xx, xy, toX, yx, yy, toY);
  }

  /** Uniform in [-1, 1). */
  private static double symmetric(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }
}
