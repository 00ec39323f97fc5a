package zigzag.data;

import java.util.random.RandomGenerator;

/**
 * Writes one digit after the other by hand: a skeleton, bent and slanted at random, followed by a
 * pen of random width. An instance owns its scratch arrays and serves one thread.
 */
final class DigitPainter {
  private static final int MAX_POINTS = 32;

  /** Slant: horizontal shift per unit of height, mean and standard deviation over writers. */
  private static final double SLANT = 0.17;

  private static final double SLANT_DEVIATION = 0.25;
  private static final double ROTATION_DEVIATION = 0.07;

  /** Standard deviation of the logarithm of width over height. */
  private static final double ASPECT_DEVIATION = 0.14;

  /** Standard deviation of the coefficients of the quadratic bend of the whole digit. */
  private static final double BEND_DEVIATION = 0.24;

  private static final int WAVES = 4;
  private static final double WAVE_NUMBER = 0.75;
  private static final double WAVE_DEVIATION = 0.03;

  /** Standard deviation of each control point, in digit heights. */
  private static final double POINT_DEVIATION = 0.02;

  /** Median of the pen's radius, in digit heights, and deviation of its logarithm. */
  private static final double PEN_RADIUS = 0.069;

  private static final double PEN_DEVIATION = 0.26;

  /** How much the pen's width and the hand wander along a stroke. */
  private static final double PRESSURE_DEVIATION = 0.2;

  private static final double TREMOR_DEVIATION = 0.008;

  private static final double EDGE = 1.1;
  private static final double EDGE_SPREAD = 0.4;

  /** Length of the straight pieces that a curve is drawn with, in digit heights. */
  private static final double PIECE = 0.06;

  private final InkCanvas canvas = new InkCanvas();
  private final float[] x = new float[MAX_POINTS];
  private final float[] y = new float[MAX_POINTS];
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
    Skeleton skeleton = DigitSkeletons.draw(digit, random);
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
      waveX[i] = 2 * Math.PI * WAVE_NUMBER * random.nextGaussian();
      waveY[i] = 2 * Math.PI * WAVE_NUMBER * random.nextGaussian();
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

  /** A mark of the pen; pressure and tremor wander as first-order autoregressions. */
  private void mark(double atX, double atY, boolean join) {
    pressure = 0.9 * pressure + 0.436 * random.nextGaussian();
    tremorX = 0.6 * tremorX + 0.8 * random.nextGaussian();
    tremorY = 0.6 * tremorY + 0.8 * random.nextGaussian();
    canvas.mark(
        (float) (atX + TREMOR_DEVIATION * tremorX),
        (float) (atY + TREMOR_DEVIATION * tremorY),
        (float) (pen * Math.max(0.4, 1 + PRESSURE_DEVIATION * pressure)),
        join);
  }
}
