package zigzag.data.distortion;

import java.util.random.RandomGenerator;

/**
 * Bends an image as the muscles of a hand would, on top of an {@link AffineDistortion}.
 *
 * <p>A pixel at {@code p} takes the grey level at {@code a(p) + alpha · (G * u)(p)}: {@code a} is
 * the affine map, {@code u} a field of two components from the uniform distribution on [-1, 1],
 * {@code G} a Gaussian of standard deviation {@code sigma} whose weights add up to 1; see {@link
 * SmoothNoise}. At the defaults a pixel moves by 1.4 pixels along either axis (root mean square).
 *
 * <p>{@code alpha} and {@code sigma} are in pixels, so the defaults suit images near MNIST's size.
 *
 * <p>Source: P. Simard, D. Steinkraus, J. Platt, "Best practices for convolutional neural networks
 * applied to visual document analysis", ICDAR 2003, whose values for MNIST are the defaults.
 */
public final class ElasticDistortion implements Distortion {
  /** The strength of the displacements. */
  public static final double DEFAULT_ALPHA = 34;

  /** The standard deviation in pixels of the Gaussian that smooths them. */
  public static final double DEFAULT_SIGMA = 4;

  private final ImageWarp warp;
  private final AffineDistortion affine;
  private final SmoothNoise displacement;

  ElasticDistortion(int rows, int columns, Augmentation most) {
    warp = new ImageWarp(rows, columns, SmoothNoise.phases(most.sigma()));
    displacement = new SmoothNoise(rows, columns, most.alpha(), most.sigma());
    affine = new AffineDistortion(warp, most);
  }

  @Override
  public void distort(
      byte[] source, int sourceOffset, byte[] target, int targetOffset, RandomGenerator random) {
    affine.draw(random);
    displacement.draw(random);
    warp.apply(source, sourceOffset, target, targetOffset, displacement.x(), displacement.y());
  }
}
