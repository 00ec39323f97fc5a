package zigzag.network;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The two-layer network as its formulas read: the page to begin with.
 *
 * <p>All of it in double precision and plain loops, which take their time. {@link TwoLayerNetwork}
 * computes the same fast, and is held to this one; {@link GradientCheck} holds both to the slope of
 * the loss.
 *
 * <p>A matrix is an array of its rows. The rows of x, a, h, z and p are the examples of a batch.
 *
 * <p>Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
 * Nature 323, 1986.
 */
public record PlainNetwork(Layout layout, Activation activation) {
  /**
   * What comes of one batch, by the names of the formulas.
   *
   * @param a the sums of the hidden units, before their activation
   * @param h what they put out, before dropout
   * @param z the logits
   * @param p the probabilities of the classes
   * @param losses the cross-entropy of each example, in nats
   * @param gradient dW1, dW2, db1 and db2 as {@link Layout} places them
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Pass(
      double[][] a,
      double[][] h,
      double[][] z,
      double[][] p,
      double[] losses,
      double[][] dz,
      double[][] da,
      double[] gradient) {
    /** The mean of the losses. */
    public double loss() {
      return Arrays.stream(losses).average().orElseThrow();
    }
  }

  /** Forward and backward of a batch, without dropout and label smoothing. */
  public Pass run(double[] parameters, Batch batch) {
    return run(parameters, batch, null, 0);
  }

  /**
   * Forward and backward of a batch.
   *
   * @param parameters W1, W2, b1 and b2 as {@link Layout} places them
   * @param mask {@code batch size × hidden}, row by row: what dropout multiplies h by; null for
   *     none
   * @param smoothing ε: an example's target is {@code (1 - ε) onehot(y) + ε / C}
   */
  public Pass run(double[] parameters, Batch batch, float[] mask, double smoothing) {
    int size = batch.size();
    double[][] w1 = matrix(parameters, layout.w1(), layout.inputs(), layout.hidden());
    double[][] w2 = matrix(parameters, layout.w2(), layout.hidden(), layout.classes());
    double[] b1 = Arrays.copyOfRange(parameters, layout.b1(), layout.b2());
    double[] b2 = Arrays.copyOfRange(parameters, layout.b2(), layout.parameterCount());
    double[][] x = batch.x();
    double[][] t = targets(batch, smoothing);
    double[] keep = new double[size * layout.hidden()];
    Arrays.setAll(keep, i -> mask == null ? 1 : mask[i]);
    double[][] kept = matrix(keep, 0, size, layout.hidden());

    // forward
    double[][] a = plus(product(x, w1), b1);
    double[][] h = each(a, activation::value);
    double[][] hKept = each(h, kept, (unit, factor) -> unit * factor);
    double[][] z = plus(product(hKept, w2), b2);
    double[][] p = softmax(z);

    // backward
    double[][] dz = each(p, t, (probability, target) -> (probability - target) / size);
    double[][] dW2 = product(transpose(hKept), dz);
    double[] db2 = sumOfRows(dz);
    double[][] dh = each(product(dz, transpose(w2)), kept, (unit, factor) -> unit * factor);
    double[][] da = each(dh, a, (gradient, sum) -> gradient * activation.slope(sum));
    double[][] dW1 = product(transpose(x), da);
    double[] db1 = sumOfRows(da);

    double[] gradient = new double[layout.parameterCount()];
    put(dW1, gradient, layout.w1());
    put(dW2, gradient, layout.w2());
    put(new double[][] {db1}, gradient, layout.b1());
    put(new double[][] {db2}, gradient, layout.b2());
    return new Pass(a, h, z, p, crossEntropy(z, t), dz, da, gradient);
  }

  private double[][] targets(Batch batch, double smoothing) {
    double[][] targets = new double[batch.size()][layout.classes()];
    for (int k = 0; k < targets.length; k++) {
      Arrays.fill(targets[k], smoothing / layout.classes());
      targets[k][batch.labels()[k]] += 1 - smoothing;
    }
    return targets;
  }

  /** {@code p = exp(z) / Σ exp(z)} in each row. */
  static double[][] softmax(double[][] z) {
    double[][] p = new double[z.length][];
    for (int k = 0; k < z.length; k++) {
      double logSum = logSumExp(z[k]);
      p[k] = Arrays.stream(z[k]).map(logit -> Math.exp(logit - logSum)).toArray();
    }
    return p;
  }

  /** {@code -Σ t log p} of each row, from the logits: a p that underflows has a finite loss. */
  static double[] crossEntropy(double[][] z, double[][] t) {
    double[] losses = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      double logSum = logSumExp(z[k]);
      for (int c = 0; c < z[k].length; c++) {
        losses[k] += t[k][c] * (logSum - z[k][c]);
      }
    }
    return losses;
  }

  /** {@code log Σ exp(z)}; less the largest, no exponential overflows. */
  static double logSumExp(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    return max + Math.log(Arrays.stream(z).map(logit -> Math.exp(logit - max)).sum());
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        double factor = left[i][k];
        if (factor != 0) {
          addTimes(factor, right[k], product[i]);
        }
      }
    }
    return product;
  }

  private static void addTimes(double factor, double[] row, double[] sum) {
    for (int j = 0; j < row.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  static double[][] transpose(double[][] matrix) {
    double[][] transpose = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        transpose[j][i] = matrix[i][j];
      }
    }
    return transpose;
  }

  /** A row added to each row. */
  static double[][] plus(double[][] matrix, double[] row) {
    double[][] sums = new double[matrix.length][row.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < row.length; j++) {
        sums[i][j] = matrix[i][j] + row[j];
      }
    }
    return sums;
  }

  private static double[] sumOfRows(double[][] matrix) {
    double[] sum = new double[matrix[0].length];
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        sum[j] += row[j];
      }
    }
    return sum;
  }

  static double[][] each(double[][] matrix, DoubleUnaryOperator function) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).map(function).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] each(
      double[][] matrix, double[][] other, DoubleBinaryOperator function) {
    double[][] result = new double[matrix.length][matrix[0].length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[i][j] = function.applyAsDouble(matrix[i][j], other[i][j]);
      }
    }
    return result;
  }

  /** The matrix that lies row by row from an element on. */
  static double[][] matrix(double[] vector, int from, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = Arrays.copyOfRange(vector, from + i * columns, from + (i + 1) * columns);
    }
    return matrix;
  }

  private static void put(double[][] matrix, double[] vector, int from) {
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i], 0, vector, from + i * matrix[i].length, matrix[i].length);
    }
  }

  /** The same numbers in double precision. */
  public static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    Arrays.setAll(copy, i -> values[i]);
    return copy;
  }
}
