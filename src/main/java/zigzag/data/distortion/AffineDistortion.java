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

  private final ImageWarp warp;
  private final Augmentation most;

  /** No displacements. */
  private final float[][] still;

  /** Up to these strengths; the warp's size is that of the images, and its memory is shared. */
  AffineDistortion(ImageWarp warp, Augmentation most) {
    this.warp = warp;
    this.most = most;
    still = new float[1][warp.rows() * warp.columns()];
  }

  @Override
  public void distort(
      byte[] source, int sourceOffset, byte[] target, int targetOffset, RandomGenerator random) {
    draw(random);
    warp.apply(source, sourceOffset, target, targetOffset, still, still);
  }

  /** Draws a map for the next image. */
  void draw(RandomGenerator random) {
    double turn = Math.toRadians(most.rotation()) * symmetric(random);
    boolean shear = random.nextBoolean();
    double alongX = 1 + most.stretch() * symmetric(random);
    double alongY = 1 + most.stretch() * symmetric(random);
    double xx = shear ? alongX : alongX * Math.cos(turn);
    double xy = shear ? alongX * Math.tan(turn) : alongX * Math.sin(turn);
    double yx = shear ? 0 : -alongY * Math.sin(turn);
    double yy = shear ? alongY : alongY * Math.cos(turn);
    double centreX = (warp.columns() - 1) / 2.0;
    double centreY = (warp.rows() - 1) / 2.0;
    double toX = centreX + most.shift() * symmetric(random) - xx * centreX - xy * centreY;
    double toY = centreY + most.shift() * symmetric(random) - yx * centreX - yy * centreY;
    warp.setMap(xx, xy, toX, yx, yy, toY);
  }

  /** Uniform in [-1, 1). */
  private static double symmetric(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }
}
