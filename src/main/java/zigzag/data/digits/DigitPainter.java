package zigzag.data.digits;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Writes one digit by hand: a skeleton, bent and slanted at random, followed by a pen of random
 * width. Lengths are in heights of a line, which a digit about fills; deviations are standard
 * deviations of normal distributions over writers.
 *
 * <p>The constants were chosen on MNIST's training images: by eye, by their moments (ink, line
 * width, slant, proportions) and by how many of them a network trained on these digits reads.
 */
final class DigitPainter {
  private static final DigitSkeletons SKELETONS = DigitSkeletons.builtIn();

  /** Horizontal shift per unit of height. */
  private static final double SLANT = 0.17;

  private static final double SLANT_DEVIATION = 0.25;

  /** In radians. */
  private static final double ROTATION_DEVIATION = 0.08;

  /** Of the logarithm of width over height. */
  private static final double ASPECT_DEVIATION = 0.14;

  /** Of the coefficients of the quadratic bend of the whole digit. */
  private static final double BEND_DEVIATION = 0.2;

  /** Waves that bend a digit further, their wave numbers per height and their amplitudes. */
  private static final int WAVES = 4;

  private static final double WAVE_NUMBER_DEVIATION = 0.75;
  private static final double WAVE_DEVIATION = 0.03;

  /** Of the place of each point by itself. */
  private static final double POINT_DEVIATION = 0.02;

  private static final double MEDIAN_PEN_RADIUS = 0.069;

  /** Of the logarithm of the pen's radius. */
  private static final double PEN_DEVIATION = 0.26;

  /** The pen's radius along a stroke and the thinnest that it gets, relative to its mean. */
  private static final double PRESSURE_DEVIATION = 0.2;

  private static final double LEAST_PRESSURE = 0.4;

  /** Of the hand along a stroke. */
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
  private final RandomGenerator random;
  private final Skeleton skeleton;
  private final float[] x;
  private final float[] y;
  private final double pen;
  private double pressure;
  private double tremorX;
  private double tremorY;

  private record Wave(double alongX, double alongY, double phase, double moveX, double moveY) {}

  /** Writes with this generator and nothing else. */
  DigitPainter(int digit, RandomGenerator random) {
    this.random = random;
    skeleton = SKELETONS.draw(digit, random);
    x = new float[skeleton.points()];
    y = new float[skeleton.points()];
    skeleton.blend(x, y, random);
    bend();
    slant();
    pen = MEDIAN_PEN_RADIUS * Math.exp(normal(PEN_DEVIATION));
    trace();
  }

  /** Draws the digit, 28 × 28 bytes from {@code offset} on; once. */
  void paint(byte[] target, int offset) {
    canvas.render((float) (EDGE + EDGE_SPREAD * random.nextDouble()), target, offset);
  }

  /** A random smooth map of the plane, quadratic plus waves, and a little jitter. */
  private void bend() {
    double[] bend = new double[6];
    Arrays.setAll(bend, i -> normal(BEND_DEVIATION));
    Wave[] waves = new Wave[WAVES];
    for (int i = 0; i < WAVES; i++) {
      waves[i] =
          new Wave(
              normal(2 * Math.PI * WAVE_NUMBER_DEVIATION),
              normal(2 * Math.PI * WAVE_NUMBER_DEVIATION),
              2 * Math.PI * random.nextDouble(),
              normal(WAVE_DEVIATION),
              normal(WAVE_DEVIATION));
    }
    for (int i = 0; i < x.length; i++) {
      double u = x[i] - 0.3;
      double v = y[i] - 0.5;
      double toX =
          u + bend[0] * u * u + bend[1] * u * v + bend[2] * v * v + normal(POINT_DEVIATION);
      double toY =
          v + bend[3] * u * u + bend[4] * u * v + bend[5] * v * v + normal(POINT_DEVIATION);
      for (Wave wave : waves) {
        double height = Math.sin(wave.alongX * u + wave.alongY * v + wave.phase);
        toX += wave.moveX * height;
        toY += wave.moveY * height;
      }
      x[i] = (float) toX;
      y[i] = (float) toY;
    }
  }

  private double normal(double deviation) {
    return deviation * random.nextGaussian();
  }

  private void slant() {
    double aspect = Math.exp(normal(ASPECT_DEVIATION));
    double shear = -(SLANT + normal(SLANT_DEVIATION));
    double angle = normal(ROTATION_DEVIATION);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int i = 0; i < x.length; i++) {
      double u = aspect * x[i] + shear * y[i];
      double v = y[i];
      x[i] = (float) (cos * u - sin * v);
      y[i] = (float) (sin * u + cos * v);
    }
  }

  /** Follows the strokes with the pen, centripetal Catmull-Rom splines through the points. */
  private void trace() {
    for (int i = 0; i < x.length; i++) {
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
    double[] u = around(x, before, i, after);
    double[] v = around(y, before, i, after);
    double d1 = knot(u[1] - u[0], v[1] - v[0]);
    double d2 = knot((float) (u[2] - u[1]), (float) (v[2] - v[1]));
    double d3 = knot(u[3] - u[2], v[3] - v[2]);
    int pieces = 1 + (int) (d2 * d2 / PIECE);
    for (int piece = 1; piece <= pieces; piece++) {
      double t = (double) piece / pieces;
      mark(spline(u, d1, d2, d3, t), spline(v, d1, d2, d3, t), true);
    }
  }

  private static double[] around(float[] p, int before, int i, int after) {
    double behind = before < i ? p[before] : 2 * p[i] - p[i + 1];
    double ahead = after > i + 1 ? p[after] : 2 * p[i + 1] - p[i];
    return new double[] {behind, p[i], p[i + 1], ahead};
  }

  /** The place between the second of four points, at t = 0, and the third, at 1. */
  private static double spline(double[] p, double d1, double d2, double d3, double t) {
    double first = control(p[0], p[1], p[2], d1, d2);
    double second = control(p[3], p[2], p[1], d3, d2);
    double s = 1 - t;
    return s * s * s * p[1] + 3 * s * s * t * first + 3 * s * t * t * second + t * t * t * p[2];
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
