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

  private static final double SLANT_DEVIATION = 0.28;
  private static final double ROTATION_DEVIATION = 0.07;

  /** Standard deviation of the logarithm of width over height. */
  private static final double ASPECT_DEVIATION = 0.14;

  /** Standard deviation of the coefficients of the quadratic bend of the whole digit. */
  private static final double BEND_DEVIATION = 0.24;

  /** Standard deviation of each control point, in digit heights. */
  private static final double POINT_DEVIATION = 0.032;

  /** Median of the pen's radius, in digit heights, and deviation of its logarithm. */
  private static final double PEN_RADIUS = 0.066;

  private static final double PEN_DEVIATION = 0.27;

  /** How much the pen's width and the hand wander along a stroke. */
  private static final double PRESSURE_DEVIATION = 0.12;

  private static final double TREMOR_DEVIATION = 0.008;

  /** Length of the straight pieces that a curve is drawn with, in digit heights. */
  private static final double PIECE = 0.06;

  private final InkCanvas canvas = new InkCanvas();
  private final float[] x = new float[MAX_POINTS];
  private final float[] y = new float[MAX_POINTS];
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
    for (int stroke = 0; stroke < skeleton.strokes(); stroke++) {
      trace(skeleton, skeleton.start(stroke), skeleton.start(stroke + 1) - 1);
    }
    canvas.render((float) (0.9 + 0.5 * random.nextDouble()), target, offset);
  }

  /** A random quadratic map of the plane, which keeps neighbours together, and a little jitter. */
  private void bend(int points) {
    double[] c = new double[6];
    for (int i = 0; i < c.length; i++) {
      c[i] = BEND_DEVIATION * random.nextGaussian();
    }
    for (int i = 0; i < points; i++) {
      double u = x[i] - 0.3;
      double v = y[i] - 0.5;
      x[i] = (float) (u + c[0] * u * u + c[1] * u * v + c[2] * v * v + jitter());
      y[i] = (float) (v + c[3] * u * u + c[4] * u * v + c[5] * v * v + jitter());
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

  /** Follows one stroke with the pen, a centripetal Catmull-Rom spline through its points. */
  private void trace(Skeleton skeleton, int first, int last) {
    pressure = random.nextGaussian();
    tremorX = 0;
    tremorY = 0;
    mark(x[first], y[first], false);
    for (int i = first; i < last; i++) {
      boolean startsHere = i == first || skeleton.isCorner(i);
      boolean endsThere = i + 1 == last || skeleton.isCorner(i + 1);
      traceSpan(startsHere ? i : i - 1, i, endsThere ? i + 1 : i + 2);
    }
  }

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
