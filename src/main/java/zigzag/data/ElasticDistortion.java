package zigzag.data;

import java.util.random.RandomGenerator;

/**
 * Bends an image as the muscles of a hand would, on top of an {@link AffineDistortion}.
 *
 * <p>A pixel at {@code p} takes the grey level at {@code a(p) + alpha · (G * u)(p)}: {@code a} is
 * the affine map, {@code u} a field of two components drawn for each pixel from the uniform
 * distribution on [-1, 1], {@code G} a Gaussian of standard deviation {@code sigma} whose weights
 * add up to 1. At the defaults a pixel moves by 1.4 pixels along either axis (root mean square).
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

  /** The Gaussian is cut off at this many standard deviations. */
  private static final double REACH = 3;

  private static final float PER_SHORT = 1f / 32768;

  private final int rows;
  private final int columns;
  private final ImageWarp warp;
  private final AffineDistortion affine;

  /** The right half of the Gaussian times {@code sqrt(alpha)}, its middle first. */
  private final float[] kernel;

  /** The image's columns and a margin as wide as the kernel's half at either side. */
  private final int stride;

  /** The random field with a margin all around, its length rounded up to a multiple of 4. */
  private final float[] noise;

  /** The field smoothed along its columns, its transpose, and that smoothed along the rows. */
  private final float[] smoothDown;

  private final float[] turned;
  private final float[] smooth;

  /** With the default strengths, those of the affine part included. */
  public ElasticDistortion(int rows, int columns) {
    this(
        rows,
        columns,
        DEFAULT_ALPHA,
        DEFAULT_SIGMA,
        AffineDistortion.DEFAULT_ANGLE,
        AffineDistortion.DEFAULT_STRETCH,
        AffineDistortion.DEFAULT_SHIFT);
  }

  /**
   * With strengths of your own; an {@code alpha} of 0 leaves the affine part alone.
   *
   * @param alpha strength of the displacements, 0 or more
   * @param sigma standard deviation of the Gaussian in pixels, above 0 and at most 100
   * @param angle see {@link AffineDistortion}, as {@code stretch} and {@code shift}
   * @throws IllegalArgumentException if a side is less than 1 or a strength out of its range
   */
  public ElasticDistortion(
      int rows,
      int columns,
      double alpha,
      double sigma,
      double angle,
      double stretch,
      double shift) {
    if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha " + alpha + "; 0 or more works");
    }
    if (!(sigma > 0 && sigma <= 100)) {
      throw new IllegalArgumentException("sigma " + sigma + "; above 0 to 100 pixels work");
    }
    this.rows = rows;
    this.columns = columns;
    warp = new ImageWarp(rows, columns);
    affine = new AffineDistortion(warp, rows, columns, angle, stretch, shift);
    kernel = kernel(alpha, sigma);
    int reach = kernel.length - 1;
    stride = columns + 2 * reach;
    noise = new float[((rows + 2 * reach) * stride + 3) / 4 * 4];
    smoothDown = new float[rows * stride];
    turned = new float[rows * stride];
    smooth = new float[rows * columns];
  }

  private static float[] kernel(double alpha, double sigma) {
    int reach = (int) Math.ceil(REACH * sigma);
    double[] weights = new double[reach + 1];
    double sum = 0;
    for (int i = 0; i <= reach; i++) {
      weights[i] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    float[] kernel = new float[reach + 1];
    for (int i = 0; i <= reach; i++) {
      kernel[i] = (float) (Math.sqrt(alpha) * weights[i] / sum);
    }
    return kernel;
  }

  @Override
  public void distort(
      byte[] source, int sourceOffset, byte[] target, int targetOffset, RandomGenerator random) {
    affine.draw(random);
    displace(warp.fromColumn(), random);
    displace(warp.fromRow(), random);
    warp.apply(source, sourceOffset, target, targetOffset);
  }

  /** Adds one component of a smooth random field. */
  private void displace(float[] places, RandomGenerator random) {
    drawNoise(random);
    convolve(noise, stride, smoothDown);
    // Turned, both passes run over one long contiguous array and leave out the margins; rows taken
    // one by one cost twice the time.
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < stride; column++) {
        turned[column * rows + row] = smoothDown[row * stride + column];
      }
    }
    convolve(turned, rows, smooth);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        places[row * columns + column] += smooth[column * rows + row];
      }
    }
  }

  /** Four numbers from each 64 random bits: 16 bits are plenty for a sum of hundreds of them. */
  private void drawNoise(RandomGenerator random) {
    for (int i = 0; i < noise.length; i += 4) {
      long bits = random.nextLong();
      noise[i] = (short) bits * PER_SHORT;
      noise[i + 1] = (short) (bits >>> 16) * PER_SHORT;
      noise[i + 2] = (short) (bits >>> 32) * PER_SHORT;
      noise[i + 3] = (short) (bits >>> 48) * PER_SHORT;
    }
  }

  /**
   * Convolves with the kernel from one line to the next; a line has {@code length} numbers, and
   * {@code from} has a margin of lines, as many as the kernel's half is long, before and behind.
   */
  private void convolve(float[] from, int length, float[] to) {
    int first = (kernel.length - 1) * length;
    for (int i = 0; i < to.length; i++) {
      to[i] = kernel[0] * from[first + i];
    }
    for (int k = 1; k < kernel.length; k++) {
      float weight = kernel[k];
      int before = first - k * length;
      int behind = first + k * length;
      for (int i = 0; i < to.length; i++) {
        to[i] += weight * (from[before + i] + from[behind + i]);
      }
    }
  }
}
