package zigzag.initializer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The initializers, each a record whose components, all {@code double}, are what a user can set.
 *
 * <p>Xavier, He and LeCun are one rule, {@link VarianceScaling}, with other numbers.
 */
public final class Initializers {
  private Initializers() {}

  /** All weights 0: no hidden unit ever differs from another. */
  public record Zeros() implements Initializer {
    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return new float[Math.multiplyExact(fanIn, fanOut)];
    }
  }

  /**
   * All weights the same, {@code w = value}.
   *
   * @param value any finite number
   */
  public record Constant(double value) implements Initializer {
    /** 0.01. */
    public Constant() {
      this(0.01);
    }

    /** Rejects a value that is not finite. */
    public Constant {
      requireFinite("value", value);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      float[] weights = new float[Math.multiplyExact(fanIn, fanOut)];
      Arrays.fill(weights, (float) value);
      return weights;
    }
  }

  /**
   * {@code w ~ N(0, std²)}, whatever the size of the layer.
   *
   * @param std the standard deviation, at least 0
   */
  public record Normal(double std) implements Initializer {
    /** 0.01, as in the book's chapter. */
    public Normal() {
      this(0.01);
    }

    /** Rejects a standard deviation that is negative or not finite. */
    public Normal {
      requireNotNegative("std", std);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      float[] weights = new float[Math.multiplyExact(fanIn, fanOut)];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (std * random.nextGaussian());
      }
      return weights;
    }
  }

  /**
   * {@code w ~ U(-limit, limit)}, whatever the size of the layer.
   *
   * @param limit half the width, at least 0
   */
  public record Uniform(double limit) implements Initializer {
    /** 0.05, as in Keras. */
    public Uniform() {
      this(0.05);
    }

    /** Rejects a limit that is negative or not finite. */
    public Uniform {
      requireNotNegative("limit", limit);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      float[] weights = new float[Math.multiplyExact(fanIn, fanOut)];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (limit * (2 * random.nextDouble() - 1));
      }
      return weights;
    }
  }

  /** Which sizes of a layer set the variance of its weights. */
  public enum Fan {
    /** The fan-in: keeps the variance of what goes forward. */
    IN,
    /** The mean of fan-in and fan-out: a compromise between forward and backward. */
    AVERAGE
  }

  /**
   * The one rule behind Xavier, He and LeCun: {@code Var w = scale / fan}.
   *
   * @param scale the variance times the fan
   * @param fan what the variance is divided by
   * @param uniform whether {@code w ~ U(-√(3 Var w), √(3 Var w))} rather than {@code N(0, Var w)}
   */
  public record VarianceScaling(double scale, Fan fan, boolean uniform) implements Initializer {
    /**
     * {@code Var w = 2 / (fan-in + fan-out)}, made for tanh and sigmoid.
     *
     * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward
     * neural networks", AISTATS 2010.
     */
    public static VarianceScaling xavier(boolean uniform) {
      return new VarianceScaling(1, Fan.AVERAGE, uniform);
    }

    /**
     * {@code Var w = 2 / fan-in}, made for ReLU.
     *
     * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
     */
    public static VarianceScaling he(boolean uniform) {
      return new VarianceScaling(2, Fan.IN, uniform);
    }

    /**
     * {@code Var w = 1 / fan-in}.
     *
     * <p>Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", in Neural Networks: Tricks of
     * the Trade, 1998.
     */
    public static VarianceScaling lecun(boolean uniform) {
      return new VarianceScaling(1, Fan.IN, uniform);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      double divisor = fan == Fan.IN ? fanIn : (fanIn + (double) fanOut) / 2;
      double std = Math.sqrt(scale / divisor);
      Initializer rule = uniform ? new Uniform(Math.sqrt(3) * std) : new Normal(std);
      return rule.sample(fanIn, fanOut, random);
    }
  }

  /**
   * Rows or columns, whichever are fewer, orthogonal and of length {@code gain}; drawn uniformly
   * from all such matrices.
   *
   * <p>{@code Q} of the QR decomposition of a Gaussian matrix, by Gram and Schmidt's process in
   * double precision, each vector orthogonalized twice.
   *
   * <p>Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning
   * in deep linear neural networks", ICLR 2014.
   *
   * @param gain the length of the vectors, at least 0
   */
  public record Orthogonal(double gain) implements Initializer {
    /** 1. */
    public Orthogonal() {
      this(1);
    }

    /** Rejects a gain that is negative or not finite. */
    public Orthogonal {
      requireNotNegative("gain", gain);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      float[] weights = new float[Math.multiplyExact(fanIn, fanOut)];
      boolean tall = fanIn >= fanOut;
      double[][] vectors = new double[Math.min(fanIn, fanOut)][Math.max(fanIn, fanOut)];
      for (int v = 0; v < vectors.length; v++) {
        double[] vector = vectors[v];
        Arrays.setAll(vector, i -> random.nextGaussian());
        for (int pass = 0; pass < 2; pass++) {
          for (int u = 0; u < v; u++) {
            addScaled(vector, -dot(vector, vectors[u]), vectors[u]);
          }
        }
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
          vector[i] /= length;
          weights[tall ? i * fanOut + v : v * fanOut + i] = (float) (gain * vector[i]);
        }
      }
      return weights;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    private static void addScaled(double[] target, double factor, double[] vector) {
      for (int i = 0; i < target.length; i++) {
        target[i] += factor * vector[i];
      }
    }
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be a finite number");
    }
  }

  private static void requireNotNegative(String name, double value) {
    requireFinite(name, value);
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
    }
  }
}
