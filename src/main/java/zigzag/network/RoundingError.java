package zigzag.network;

import java.util.Arrays;

/**
 * How far single precision may take the gradient of backpropagation from the true one.
 *
 * <p>The pass up and down the layers in double precision, each value with the error that rounding
 * may have left in it: a sum of n terms is taken to be off by {@code √n u Σ|term|}, u = 2⁻²⁴,
 * beside what its terms were off by. What comes up from the inputs differs from example to example,
 * so the squares of its errors add up; on the way down, examples of a class are often rounded
 * alike, and the errors add up themselves.
 *
 * <p>Source of the rule of √n: N. Higham and T. Mary, A new approach to probabilistic rounding
 * error analysis, SIAM Journal on Scientific Computing 41(5), 2019.
 */
final class RoundingError {
  /** What rounding takes off a number of single precision, as a share of it. */
  private static final double UNIT = 0x1p-24;

  private final Layout layout;
  private final Activation activation;
  private final double[] theta;
  private final double[] squares;
  private final double[] sums;
  private double loss;

  private final double[] h;
  private final double[] slope;
  private final double[] dz;
  private final double[] hError;
  private final double[] slopeError;
  private final double[] dzError;
  private final double[] dzRounding;

  /** For a network at these parameters, and the gradient of a batch's mean loss. */
  RoundingError(Layout layout, Activation activation, Batch batch, double[] theta) {
    this.layout = layout;
    this.activation = activation;
    this.theta = theta;
    squares = new double[theta.length];
    sums = new double[theta.length];
    h = new double[layout.hidden()];
    slope = new double[layout.hidden()];
    dz = new double[layout.classes()];
    hError = new double[layout.hidden()];
    slopeError = new double[layout.hidden()];
    dzError = new double[layout.classes()];
    dzRounding = new double[layout.classes()];
    for (int k = 0; k < batch.size(); k++) {
      hidden(batch, k);
      output(batch.labels()[k], batch.size());
      backward(batch, k);
    }
    loss /= batch.size();
  }

  /** The error of a parameter's gradient. */
  double ofGradient(int parameter) {
    return Math.sqrt(squares[parameter]) + sums[parameter];
  }

  /** The error of the mean loss, were it computed in double precision. */
  double ofLossInDouble() {
    return loss * 0x1p-53 / UNIT;
  }

  private static double ofSum(int terms, double sumOfMagnitudes) {
    return Math.sqrt(terms) * UNIT * sumOfMagnitudes;
  }

  private void add(int parameter, double error, double rounding) {
    squares[parameter] += error * error;
    sums[parameter] += rounding;
  }

  private void hidden(Batch batch, int example) {
    int m = layout.hidden();
    double[] magnitudes = new double[m];
    for (int j = 0; j < m; j++) {
      h[j] = theta[layout.b1() + j];
      magnitudes[j] = Math.abs(h[j]);
    }
    for (int i = 0; i < layout.inputs(); i++) {
      double x = Batch.scaled(batch.inputs()[example * layout.inputs() + i]);
      for (int j = 0; x != 0 && j < m; j++) {
        double term = x * theta[layout.w1() + i * m + j];
        h[j] += term;
        magnitudes[j] += Math.abs(term);
      }
    }
    for (int j = 0; j < m; j++) {
      double z = h[j];
      double error = ofSum(layout.inputs(), magnitudes[j]);
      h[j] = activation.value(z);
      hError[j] =
          activation.value(z + error) - activation.value(z - error) + 4 * UNIT * Math.abs(h[j]);
      slope[j] = activation.slope(z);
      // ReLU's slope is exact but where rounding decides on which side of its kink z lies.
      slopeError[j] =
          activation != Activation.RELU
              ? 2 * hError[j] + 2 * UNIT * slope[j]
              : Math.abs(z) < error ? 1 : 0;
    }
  }

  private void output(int label, int batchSize) {
    int c = layout.classes();
    double[] errors = new double[c];
    for (int o = 0; o < c; o++) {
      double magnitude = Math.abs(theta[layout.b2() + o]);
      dz[o] = theta[layout.b2() + o];
      for (int j = 0; j < h.length; j++) {
        double weight = theta[layout.w2() + j * c + o];
        dz[o] += h[j] * weight;
        magnitude += Math.abs(h[j] * weight);
        errors[o] += hError[j] * Math.abs(weight);
      }
      errors[o] += ofSum(h.length, magnitude);
    }
    double logSum = PlainNetwork.logSumExp(dz);
    double worst = Arrays.stream(errors).max().orElseThrow();
    loss += 2 * worst + 4 * UNIT * Math.abs(logSum - dz[label]);
    for (int o = 0; o < c; o++) {
      double p = Math.exp(dz[o] - logSum);
      // Of p from its own logit, of 1 - p from the others.
      double error = Math.min(p * Math.expm1(errors[o] + worst), (1 - p) * Math.expm1(2 * worst));
      double target = o == label ? 1 : 0;
      dz[o] = (p - target) / batchSize;
      // beyond 1, or 0 times infinity: nothing is known of p
      dzError[o] = (error < 1 ? error : 1) / batchSize;
      dzRounding[o] = 2 * UNIT * (p / batchSize + Math.abs(dz[o]));
    }
  }

  private void backward(Batch batch, int example) {
    int m = layout.hidden();
    int c = layout.classes();
    // of the sums over the batch, a share for each of its terms
    double share = ofSum(batch.size(), 1);
    for (int o = 0; o < c; o++) {
      add(layout.b2() + o, dzError[o], dzRounding[o] + share * Math.abs(dz[o]));
    }
    for (int j = 0; j < m; j++) {
      double dh = 0;
      double magnitude = 0;
      double dhError = 0;
      double dhRounding = 0;
      for (int o = 0; o < c; o++) {
        int at = layout.w2() + j * c + o;
        dh += dz[o] * theta[at];
        magnitude += Math.abs(dz[o] * theta[at]);
        dhError += dzError[o] * Math.abs(theta[at]);
        dhRounding += dzRounding[o] * Math.abs(theta[at]);
        add(
            at,
            hError[j] * Math.abs(dz[o]) + (Math.abs(h[j]) + hError[j]) * dzError[o],
            Math.abs(h[j]) * (dzRounding[o] + share * Math.abs(dz[o])));
      }
      dhRounding += ofSum(c, magnitude);
      double error = dhError * (slope[j] + slopeError[j]) + Math.abs(dh) * slopeError[j];
      double rounding = (dhRounding + share * Math.abs(dh)) * slope[j];
      add(layout.b1() + j, error, rounding);
      for (int i = 0; i < layout.inputs(); i++) {
        double x = Batch.scaled(batch.inputs()[example * layout.inputs() + i]);
        add(layout.w1() + i * m + j, error * x, rounding * x);
      }
    }
  }
}
