package zigzag.data.digits;

import java.util.random.RandomGenerator;

/**
 * Writes one digit after the other by hand: a skeleton, bent and slanted at random, followed by a
 * pen of random width. Lengths are in heights of a line, which a digit about fills. An instance
 * owns its scratch arrays and serves one thread.
 *
 * <p>The constants were chosen on MNIST's training images: by eye, by their moments (ink, line
 * width, slant, proportions) and by how many of them a network trained on these digits reads.
 */
final class DigitPainter {
  private static final DigitSkeletons SKELETONS = DigitSkeletons.builtIn();

  /** Horizontal shift per unit of height, mean and standard deviation over writers. */
  private static final double SLANT = 0.17;

  private static final double SLANT_DEVIATION = 0.25;

  /** Standard deviation of the angle, in radians, that a digit is turned by. */
  private static final double ROTATION_DEVIATION = 0.08;

  /** Standard deviation of the logarithm of width over height. */
  private static final double ASPECT_DEVIATION = 0.14;

  /** Standard deviation of the coefficients of the quadratic bend of the whole digit. */
  private static final double BEND_DEVIATION = 0.2;

  /** Waves that bend a digit further, their wave numbers per height and their amplitudes. */
  private static final int WAVES = 4;

  private static final double WAVE_NUMBER_DEVIATION = 0.75;
  private static final double WAVE_DEVIATION = 0.03;

  /** Standard deviation of the place of each point by itself. */
  private static final double POINT_DEVIATION = 0.02;

  /** Median of the pen's radius over writers, and standard deviation of its logarithm. */
  private static final double PEN_RADIUS = 0.069;

  private static final double PEN_DEVIATION = 0.26;

  /** Standard deviation of the pen's radius along a stroke, relative to its mean. */
  private static final double PRESSURE_DEVIATION = 0.2;

  /** The thinnest that a pen's line gets, relative to its mean. */
  private static final double LEAST_PRESSURE = 0.4;

  /** Standard deviation of the hand's tremor along a stroke. */
  private static final double TREMOR_DEVIATION = 0.008;

  /** Share of pressure and tremor that lasts from one mark of the pen to the next. */
  private static final double PRESSURE_MEMORY = 0.9;

  private static final double TREMOR_MEMORY = 0.6;

  /** Least width in pixels over which the ink fades at its edges, and how much wider it gets. */
  private static final double EDGE = 1.1;

  private static final double EDGE_SPREAD = 0.4;

  /** Length of the straight pieces that a curve is drawn with. */
  private static final double PIECE = 0.06;

  private final InkCanvas canvas = new InkCanvas();
  private final float[] x = new float[SKELETONS.maxPoints()];
  private final float[] y = new float[SKELETONS.maxPoints()];
  private final double[] bend = new double[6];
  private final double[] waveX = new double[WAVES];
  private final double[] waveY = new double[WAVES];
  private final double[] phase = new double[WAVES];
  private final double[] heightX = new double[WAVES];
  private final double[] heightY = new double[WAVES];
  private RandomGenerator random;
  private double pen;
  private double pressure;
  private double tremorX;
  private double tremorY;

  /**
   * Draws the digit, 28 × 28 bytes from {@code offset} on, with this generator and nothing else.
   */
  void paint(int digit, RandomGenerator generator, byte[] target, int offset) {
    random = generator;
    Skeleton skeleton = SKELETONS.draw(digit, random);
    skeleton.blend(x, y, random);
    bend(skeleton.points());
    slant(skeleton.points());
    canvas.clear();
    pen = PEN_RADIUS * Math.exp(PEN_DEVIATION * random.nextGaussian());
    trace(skeleton);
    canvas.render((float) (EDGE + EDGE_SPREAD * random.nextDouble()), target, offset);
  }

  /** A random smooth map of the plane, quadratic plus waves, and a little jitter. */
  private void bend(int points) {
    for (int i = 0; i < bend.length; i++) {
      bend[i] = BEND_DEVIATION * random.nextGaussian();
    }
    for (int i = 0; i < WAVES; i++) {
      waveX[i] = 2 * Math.PI * WAVE_NUMBER_DEVIATION * random.nextGaussian();
      waveY[i] = 2 * Math.PI * WAVE_NUMBER_DEVIATION * random.nextGaussian();
      phase[i] = 2 * Math.PI * random.nextDouble();
      heightX[i] = WAVE_DEVIATION * random.nextGaussian();
      heightY[i] = WAVE_DEVIATION * random.nextGaussian();
    }
    for (int i = 0; i < points; i++) {
      double u = x[i] - 0.3;
      double v = y[i] - 0.5;
      double toX = u + bend[0] * u * u + bend[1] * u * v + bend[2] * v * v + jitter();
      double toY = v + bend[3] * u * u + bend[4] * u * v + bend[5] * v * v + jitter();
      for (int wave = 0; wave < WAVES; wave++) {
        double height = Math.sin(waveX[wave] * u + waveY[wave] * v + phase[wave]);
        toX += heightX[wave] * height;
        toY += heightY[wave] * height;
      }
      x[i] = (float) toX;
      y[i] = (float) toY;
    }
  }

  private double jitter() {
    return POINT_DEVIATION * random.nextGaussian();
  }

  private void slant(int points) {
    double aspect = Math.exp(ASPECT_DEVIATION * random.nextGaussian());
    double shear = -(SLANT + SLANT_DEVIATION * random.nextGaussian());
    double angle = ROTATION_DEVIATION * random.nextGaussian();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int i = 0; i < points; i++) {
      double u = aspect * x[i] + shear * y[i];
      double v = y[i];
      x[i] = (float) (cos * u - sin * v);
      y[i] = (float) (sin * u + cos * v);
    }
  }

  /** Follows the strokes with the pen, centripetal Catmull-Rom splines through the points. */
  private void trace(Skeleton skeleton) {
    for (int i = 0; i < skeleton.points(); i++) {
      if (skeleton.isStart(i)) {
        pressure = random.nextGaussian();
        tremorX = 0;
        tremorY = 0;
        mark(x[i], y[i], false);
      } else {
        int before = skeleton.isSharp(i - 1) ? i - 1 : i - 2;
        traceSpan(before, i - 1, skeleton.isSharp(i) ? i : i + 1);
      }
    }
  }

  /** Goes from point i to the next; a neighbour that is i or the next itself is none. */
  private void traceSpan(int before, int i, int after) {
    double beforeX = before < i ? x[before] : 2 * x[i] - x[i + 1];
    double beforeY = before < i ? y[before] : 2 * y[i] - y[i + 1];
    double afterX = after > i + 1 ? x[after] : 2 * x[i + 1] - x[i];
    double afterY = after > i + 1 ? y[after] : 2 * y[i + 1] - y[i];
    double d1 = knot(x[i] - beforeX, y[i] - beforeY);
    double d2 = knot(x[i + 1] - x[i], y[i + 1] - y[i]);
    double d3 = knot(afterX - x[i + 1], afterY - y[i + 1]);
    double b1x = control(beforeX, x[i], x[i + 1], d1, d2);
    double b1y = control(beforeY, y[i], y[i + 1], d1, d2);
    double b2x = control(afterX, x[i + 1], x[i], d3, d2);
    double b2y = control(afterY, y[i + 1], y[i], d3, d2);
    int pieces = 1 + (int) (d2 * d2 / PIECE);
    for (int piece = 1; piece <= pieces; piece++) {
      double t = (double) piece / pieces;
      double s = 1 - t;
      double w0 = s * s * s;
      double w1 = 3 * s * s * t;
      double w2 = 3 * s * t * t;
      double w3 = t * t * t;
      mark(
          w0 * x[i] + w1 * b1x + w2 * b2x + w3 * x[i + 1],
          w0 * y[i] + w1 * b1y + w2 * b2y + w3 * y[i + 1],
          true);
    }
  }

  /** The knot distance of a centripetal spline: the square root of the length; never zero. */
  private static double knot(double dx, double dy) {
    return Math.max(1e-3, Math.sqrt(Math.sqrt(dx * dx + dy * dy)));
  }

  /** The Bézier control point next to {@code here} on the way to {@code there}. */
  private static double control(double behind, double here, double there, double d1, double d2) {
    return (d1 * d1 * there - d2 * d2 * behind + (2 * d1 * d1 + 3 * d1 * d2 + d2 * d2) * here)
        / (3 * d1 * (d1 + d2));
  }

  /** A mark of the pen; pressure and tremor wander from the last one's. */
  private void mark(double atX, double atY, boolean join) {
    pressure = wander(pressure, PRESSURE_MEMORY);
    tremorX = wander(tremorX, TREMOR_MEMORY);
    tremorY = wander(tremorY, TREMOR_MEMORY);
    canvas.mark(
        (float) (atX + TREMOR_DEVIATION * tremorX),
        (float) (atY + TREMOR_DEVIATION * tremorY),
        (float) (pen * Math.max(LEAST_PRESSURE, 1 + PRESSURE_DEVIATION * pressure)),
        join);
  }

  /** One step of a first-order autoregression with standard deviation 1. */
  private double wander(double value, double memory) {
    return memory * value + Math.sqrt(1 - memory * memory) * random.nextGaussian();
  }
}
