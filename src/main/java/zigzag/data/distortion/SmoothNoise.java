package zigzag.data.distortion;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Two independent random fields over the pixels of an image, each uniform noise smoothed by a
 * Gaussian.
 *
 * <p>{@code field(p) = Σ w(p - n) u(n)}, the sum going over nodes n that are {@code s = ⌊σ⌋} pixels
 * apart (at least 1), with {@code w} the Gaussian and {@code u} uniform on [-1, 1]. A Gaussian is
 * so smooth that a sum over every s-th place is, but for a factor, the sum over all of them: the
 * covariance is that of noise drawn for each pixel to within {@code 2 exp(-π² σ²/s²)}, a ten
 * thousandth, of the variance. The factor gives each pixel exactly the variance of such noise. At σ
 * = 4 and 28 x 28 pixels that takes a sixteenth of the random numbers and a seventh of the
 * arithmetic.
 *
 * <p>One instance serves one thread.
 */
final class SmoothNoise {
  /** The Gaussian is cut off at this many standard deviations. */
  private static final double REACH = 3;

  private static final float PER_SHORT = 1f / 32768;

  private final int columns;
  private final int spacing;
  private final int nodeRows;

  /** By column of nodes; in each, the nodes of one field from top to bottom, then the other's. */
  private final float[] noise;

  /** From the columns of nodes to those of pixels, for both fields. */
  private final Convolution across;

  /** A field by row of nodes; in each, the pixels' columns. */
  private final float[] turned;

  private final Convolution downX;
  private final Convolution downY;

  /** The first field by phase, the rows of a phase one behind the other. */
  final float[][] x;

  final float[][] y;

  /**
   * Makes the memory for fields of this size.
   *
   * @param amplitude what is multiplied with noise that was smoothed by weights whose sum is 1
   * @param sigma the Gaussian's standard deviation in pixels, above 0
   */
  SmoothNoise(int rows, int columns, double amplitude, double sigma) {
    this.columns = columns;
    spacing = phases(sigma);
    int reach = (int) Math.ceil(REACH * sigma / spacing);
    float[][] weights = weights(amplitude, sigma, spacing, reach);
    int blockRows = ceilDiv(rows, spacing);
    int blockColumns = ceilDiv(columns, spacing);
    nodeRows = blockRows + 2 * reach;
    int nodeColumns = blockColumns + 2 * reach;
    noise = new float[4 * ceilDiv(nodeColumns * 2 * nodeRows, 4)];
    across = new Convolution(weights, blockColumns, 2 * nodeRows);
    turned = new float[nodeRows * columns];
    downX = new Convolution(weights, blockRows, columns);
    downY = new Convolution(weights, blockRows, columns);
    x = downX.result;
    y = downY.result;
  }

  /** How many phases the rows of a field are sorted into: the pixels from one node to the next. */
  static int phases(double sigma) {
    return Math.max(1, (int) sigma);
  }

  /** Draws both fields anew. */
  void draw(RandomGenerator random) {
    // Four numbers from each 64 random bits: 16 bits are plenty for a sum of dozens of them.
    for (int i = 0; i < noise.length; i += 4) {
      long bits = random.nextLong();
      for (int k = 0; k < 4; k++) {
        noise[i + k] = (short) (bits >>> (16 * k)) * PER_SHORT;
      }
    }
    across.apply(noise);
    turn(0);
    downX.apply(turned);
    turn(nodeRows);
    downY.apply(turned);
  }

  private void turn(int from) {
    for (int column = 0; column < columns; column++) {
      float[] nodes = across.result[column % spacing];
      int first = column / spacing * 2 * nodeRows + from;
      for (int row = 0; row < nodeRows; row++) {
        turned[row * columns + column] = nodes[first + row];
      }
    }
  }

  /** By phase, which is a pixel's place between nodes, and by node. */
  private static float[][] weights(double amplitude, double sigma, int spacing, int reach) {
    double[] atPixels = new double[2 * (int) Math.ceil(REACH * sigma) + 1];
    Arrays.setAll(atPixels, i -> gaussian(i - atPixels.length / 2, sigma));
    double wanted = amplitude * squares(atPixels) / Math.pow(Arrays.stream(atPixels).sum(), 2);
    float[][] weights = new float[spacing][2 * reach + 1];
    for (int phase = 0; phase < spacing; phase++) {
      // The nodes lie in the middle of their pixels, so that left and right are alike.
      double place = phase - (spacing - 1) / 2.0;
      double[] atNodes = new double[2 * reach + 1];
      Arrays.setAll(atNodes, node -> gaussian(place - (node - reach) * spacing, sigma));
      double factor = Math.sqrt(wanted / squares(atNodes));
      for (int node = 0; node < atNodes.length; node++) {
        weights[phase][node] = (float) (factor * atNodes[node]);
      }
    }
    return weights;
  }

  private static double gaussian(double distance, double sigma) {
    return Math.exp(-distance * distance / (2 * sigma * sigma));
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(value -> value * value).sum();
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Smooths from one line of nodes to the next, a line being any number of values. */
  private static final class Convolution {
    private final float[][] weights;
    private final int lineLength;

    /** The input, shifted by as many lines as a weight is away from the first. */
    private final float[][] shifted;

    /** By phase: the lines of pixels of that phase. */
    private final float[][] result;

    Convolution(float[][] weights, int blocks, int lineLength) {
      this.weights = weights;
      this.lineLength = lineLength;
      shifted = new float[weights[0].length][blocks * lineLength];
      result = new float[weights.length][blocks * lineLength];
    }

    void apply(float[] input) {
      // Copies, since HotSpot 17 vectorises no loop over arrays with different offsets.
      for (int node = 0; node < shifted.length; node++) {
        System.arraycopy(input, node * lineLength, shifted[node], 0, shifted[node].length);
      }
      for (int phase = 0; phase < result.length; phase++) {
        float[] sum = result[phase];
        float[] weight = weights[phase];
        multiply(shifted[0], weight[0], sum);
        // Their number is odd.
        for (int node = 1; node < shifted.length; node += 2) {
          add(shifted[node], weight[node], shifted[node + 1], weight[node + 1], sum);
        }
      }
    }

    private static void multiply(float[] values, float weight, float[] product) {
      for (int i = 0; i < product.length; i++) {
        product[i] = weight * values[i];
      }
    }

    private static void add(float[] a, float weightA, float[] b, float weightB, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weightA * a[i] + weightB * b[i];
      }
    }
  }
}
