package zigzag.initializer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import zigzag.rule.Kind;
import zigzag.rule.Plugins;
import zigzag.rule.Registry;

/** All initializers by name: the built-in ones, then the plug-ins. */
public final class Initializers extends Registry<Initializer> {
  /** What these rules are. */
  public static final Kind<Initializer> KIND =
      new Kind<>("initializer", Initializer.class, rule -> {});

  private static final List<Initializer> BUILT_IN = builtIn();

  /** The built-in initializers and the plug-ins on the class path. */
  public Initializers() {
    this(new Plugins());
  }

  /**
   * The built-in initializers and the plug-ins.
   *
   * @throws zigzag.InputException if a plug-in can't be loaded, is no initializer or takes
   *     another's name
   */
  public Initializers(Plugins plugins) {
    super(KIND, BUILT_IN, plugins);
  }

  private static List<Initializer> builtIn() {
    List<Initializer> rules =
        new ArrayList<>(List.of(new Zeros(), new Constant(), new Normal(), new Uniform()));
    for (Variance variance : Variance.values()) {
      rules.add(new VarianceScaling(variance, false));
      rules.add(new VarianceScaling(variance, true));
    }
    rules.add(new Orthogonal());
    return rules;
  }

  /** All weights 0: no hidden unit ever differs from another. */
  public record Zeros() implements Initializer {
    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return new float[Math.multiplyExact(fanIn, fanOut)];
    }

    @Override
    public String formula() {
      return "w = 0";
    }

    @Override
    public String source() {
      return "the textbook mistake: no unit ever differs";
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

    @Override
    public String formula() {
      return "w = value";
    }

    @Override
    public String source() {
      return "the same mistake with a gradient";
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

    @Override
    public String formula() {
      return "w ~ N(0, std²)";
    }

    @Override
    public String source() {
      return "common practice";
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

    @Override
    public String formula() {
      return "w ~ U(-limit, limit)";
    }

    @Override
    public String source() {
      return "common practice";
    }
  }

  /** The variance that keeps what goes through a layer from growing or shrinking. */
  public enum Variance {
    /**
     * {@code 2 / (fan-in + fan-out)}, made for tanh and sigmoid: a compromise between forward and
     * backward.
     *
     * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward
     * neural networks", AISTATS 2010.
     */
    XAVIER(2, "(fan-in + fan-out)", "Glorot and Bengio, AISTATS 2010"),

    /**
     * {@code 2 / fan-in}, made for ReLU.
     *
     * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
     */
    HE(2, "fan-in", "He, Zhang, Ren and Sun, ICCV 2015"),

    /**
     * {@code 1 / fan-in}.
     *
     * <p>Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", in Neural Networks: Tricks of
     * the Trade, 1998.
     */
    LECUN(1, "fan-in", "LeCun, Bottou, Orr and Müller, 1998");

    private final int scale;
    private final String fan;
    private final String source;

    Variance(int scale, String fan, String source) {
      this.scale = scale;
      this.fan = fan;
      this.source = source;
    }

    private double of(int fanIn, int fanOut) {
      return scale / (this == XAVIER ? fanIn + (double) fanOut : fanIn);
    }
  }

  /**
   * The one rule behind Xavier, He and LeCun: {@code w ~ N(0, Var w)}.
   *
   * @param variance Var w, by the size of the layer
   * @param uniform whether {@code w ~ U(-√(3 Var w), √(3 Var w))} instead
   */
  public record VarianceScaling(Variance variance, boolean uniform) implements Initializer {
    @Override
    public String name() {
      return variance.name().toLowerCase(Locale.ROOT) + (uniform ? "-uniform" : "");
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      double std = Math.sqrt(variance.of(fanIn, fanOut));
      Initializer rule = uniform ? new Uniform(Math.sqrt(3) * std) : new Normal(std);
      return rule.sample(fanIn, fanOut, random);
    }

    @Override
    public String formula() {
      return uniform
          ? "w ~ U(-a, a), a = √(" + 3 * variance.scale + " / " + variance.fan + ")"
          : "w ~ N(0, " + variance.scale + " / " + variance.fan + ")";
    }

    @Override
    public String source() {
      return variance.source;
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

    @Override
    public String formula() {
      return "W = gain Q, QᵀQ = I or QQᵀ = I";
    }

    @Override
    public String source() {
      return "Saxe, McClelland and Ganguli, ICLR 2014";
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
