package zigzag.exchange;

import java.util.Arrays;
import java.util.List;
import zigzag.archive.Safetensors.Tensor;

/**
 * A layer of weights in a file of another program, {@code x W + b}.
 *
 * @param weights {@code [inputs, outputs]}
 * @param bias {@code [outputs]}
 */
record DenseLayer(Tensor weights, Tensor bias) {
  /** A layer of a matrix of weights; without a bias, as if it were 0. */
  static DenseLayer of(Tensor weights) {
    return new DenseLayer(weights, Tensor.vector(new float[width(weights)]));
  }

  /** The same with a bias; one number is for all. */
  DenseLayer with(float[] bias) {
    float[] own = bias;
    if (bias.length == 1) {
      own = new float[width(weights)];
      Arrays.fill(own, bias[0]);
    }
    return new DenseLayer(weights, Tensor.vector(own));
  }

  /** A matrix without rows may promise any number of columns. */
  private static int width(Tensor weights) {
    return weights.values().length == 0 ? 0 : weights.shape().get(1);
  }

  int inputs() {
    return weights.shape().get(0);
  }

  int outputs() {
    return weights.shape().get(1);
  }

  /** A matrix whose rows are the other's columns. */
  static Tensor transposed(Tensor matrix) {
    int rows = matrix.shape().get(0);
    int columns = matrix.shape().get(1);
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = matrix.values()[i * columns + j];
      }
    }
    return new Tensor(List.of(columns, rows), values);
  }
}
