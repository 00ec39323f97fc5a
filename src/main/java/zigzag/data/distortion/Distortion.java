package zigzag.data.distortion;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;
import zigzag.data.distortion.Augmentation.Kind;

/**
 * A random change to images that leaves their labels true, so that a network never sees the same
 * image twice: turned or slanted, stretched and shifted, and bent as the muscles of a hand would.
 *
 * <p>A pixel at {@code p} takes the grey level at {@code A (p - c) + c + s + alpha · (G * u)(p)}:
 * {@code c} is the centre, {@code A} a stretch of either axis by a factor in {@code 1 ± stretch}
 * after a rotation or, as often, a horizontal shear by an angle in {@code ± angle}, {@code s} a
 * shift in {@code ± shift} pixels along either axis, {@code u} a field of two components from [-1,
 * 1], {@code G} a Gaussian of standard deviation {@code sigma} whose weights add up to 1 (see
 * {@link SmoothNoise}). All are uniform. At the defaults the last term moves a pixel by 1.4 pixels
 * along either axis (root mean square).
 *
 * <p>An instance is made for one size of image, owns its scratch memory, and serves one thread.
 *
 * <p>Sources: D. Cireşan, U. Meier, L. Gambardella, J. Schmidhuber, "Deep, big, simple neural nets
 * for handwritten digit recognition", Neural Computation 22 (2010), who stretch by 15 to 20 % and
 * turn by 15 degrees, or 7.5 for ones and sevens. Here the label is not known, so the smaller angle
 * holds for all. The shift is an addition. The last term: P. Simard, D. Steinkraus, J. Platt, "Best
 * practices for convolutional neural networks applied to visual document analysis", ICDAR 2003.
 */
public final class Distortion {
  private final Augmentation most;
  private final double centreX;
  private final double centreY;
  private final ImageWarp warp;

  /** Null if there are no displacements but 0. */
  private final SmoothNoise noise;

  /**
   * Takes memory for images of this size.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public Distortion(Augmentation most, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels");
    }
    boolean elastic = most.kind() == Kind.ELASTIC;
    this.most = most;
    centreX = (columns - 1) / 2.0;
    centreY = (rows - 1) / 2.0;
    noise = elastic ? new SmoothNoise(rows, columns, most.alpha(), most.sigma()) : null;
    float[][] still = new float[1][rows * columns];
    warp = new ImageWarp(rows, columns, elastic ? noise.x : still, elastic ? noise.y : still);
  }

  /**
   * Distorts one image.
   *
   * @param pixels holds {@code rows × columns} bytes from {@code offset} on, 0 the background
   * @param random where all that is random comes from
   */
  public void distort(byte[] pixels, int offset, RandomGenerator random) {
    if (most.kind() == Kind.NONE) {
      return;
    }
    AffineTransform map = draw(random);
    if (noise != null) {
      noise.draw(random);
    }
    warp.apply(pixels, offset, map);
  }

  private AffineTransform draw(RandomGenerator random) {
    double turn = Math.toRadians(most.rotation()) * symmetric(random);
    boolean shear = random.nextBoolean();
    double alongX = 1 + most.stretch() * symmetric(random);
    double alongY = 1 + most.stretch() * symmetric(random);
    double xx = shear ? alongX : alongX * Math.cos(turn);
    double xy = shear ? alongX * Math.tan(turn) : alongX * Math.sin(turn);
    double yx = shear ? 0 : -alongY * Math.sin(turn);
    double yy = shear ? alongY : alongY * Math.cos(turn);
    double toX = centreX + most.shift() * symmetric(random) - xx * centreX - xy * centreY;
    double toY = centreY + most.shift() * symmetric(random) - yx * centreX - yy * centreY;
    return new AffineTransform(xx, yx, xy, yy, toX, toY);
  }

  /** Uniform in [-1, 1). */
  private static double symmetric(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }
}
