package zigzag.network;

/**
 * The two-layer network in plain loops over doubles, as its formulas read; slow, and obviously
 * right.
 *
 * <p>{@code a = x W1 + b1}, {@code h = f(a)}, {@code z = h W2 + b2}, {@code p = softmax(z)}, {@code
 * L = -1/B Σ log p[y]}.
 */
record ReferenceNetwork(Layout layout, Activation activation) {
  /**
   * What comes of one batch.
   *
   * @param loss the mean cross-entropy
   * @param probabilities p, {@code batch size × classes}
   * @param gradient d(loss)/d(parameters)
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Result(double loss, double[][] probabilities, double[] gradient) {}

  Result run(double[] theta, Batch batch) {
    return run(theta, batch, null);
  }

  /** With dropout, where the mask is not null: {@code z = (h ∘ mask) W2 + b2}. */
  Result run(double[] theta, Batch batch, float[] mask) {
    return run(theta, batch, mask, 0);
  }

  /** With smoothed labels: {@code L = -1/B Σ t · log p}, {@code t = (1 - ε) onehot(y) + ε / C}. */
  Result run(double[] theta, Batch batch, float[] mask, double smoothing) {
    int n = layout.inputs();
    int m = layout.hidden();
    int c = layout.classes();
    double loss = 0;
    double[][] probabilities = new double[batch.size()][];
    double[] gradient = new double[theta.length];
    for (int k = 0; k < batch.size(); k++) {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = batch.inputs()[k * n + i];
      }
      int y = batch.labels()[k];

      double[] a = new double[m];
      double[] h = new double[m];
      for (int j = 0; j < m; j++) {
        a[j] = theta[b1(j)];
        for (int i = 0; i < n; i++) {
          a[j] += x[i] * theta[w1(i, j)];
        }
        h[j] = f(a[j]);
      }
      double[] z = new double[c];
      for (int l = 0; l < c; l++) {
        z[l] = theta[b2(l)];
        for (int j = 0; j < m; j++) {
          z[l] += h[j] * kept(mask, k, j) * theta[w2(j, l)];
        }
      }
      double logSum = logSumExp(z);
      double[] target = new double[c];
      for (int l = 0; l < c; l++) {
        target[l] = (l == y ? 1 - smoothing : 0) + smoothing / c;
        loss += target[l] * (logSum - z[l]) / batch.size();
      }
      double[] p = new double[c];
      for (int l = 0; l < c; l++) {
        p[l] = Math.exp(z[l] - logSum);
      }
      probabilities[k] = p;

      for (int l = 0; l < c; l++) {
        double dz = (p[l] - target[l]) / batch.size();
        gradient[b2(l)] += dz;
        for (int j = 0; j < m; j++) {
          gradient[w2(j, l)] += h[j] * kept(mask, k, j) * dz;
        }
      }
      for (int j = 0; j < m; j++) {
        double dh = 0;
        for (int l = 0; l < c; l++) {
          dh += (p[l] - target[l]) / batch.size() * theta[w2(j, l)];
        }
        double da = dh * kept(mask, k, j) * derivative(a[j]);
        gradient[b1(j)] += da;
        for (int i = 0; i < n; i++) {
          gradient[w1(i, j)] += x[i] * da;
        }
      }
    }
    return new Result(loss, probabilities, gradient);
  }

  Result run(float[] parameters, Batch batch) {
    return run(doubles(parameters), batch);
  }

  static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  private double kept(float[] mask, int example, int unit) {
    return mask == null ? 1 : mask[example * layout.hidden() + unit];
  }

  private double f(double a) {
    return switch (activation) {
      case RELU -> a > 0 ? a : 0;
      case SIGMOID -> 1 / (1 + Math.exp(-a));
      case TANH -> Math.tanh(a);
    };
  }

  private double derivative(double a) {
    return switch (activation) {
      case RELU -> a > 0 ? 1 : 0;
      case SIGMOID -> f(a) * (1 - f(a));
      case TANH -> 1 - Math.tanh(a) * Math.tanh(a);
    };
  }

  private static double logSumExp(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : z) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }

  private int w1(int i, int j) {
    return layout.w1() + i * layout.hidden() + j;
  }

  private int w2(int j, int l) {
    return layout.w2() + j * layout.classes() + l;
  }

  private int b1(int j) {
    return layout.b1() + j;
  }

  private int b2(int l) {
    return layout.b2() + l;
  }
}
