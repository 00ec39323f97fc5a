package zigzag.initializer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import zigzag.rule.Plugins;
import zigzag.rule.Published;
import zigzag.rule.Registry;

/** All initializers by name: the built-in ones, then the plug-ins. */
public final class Initializers extends Registry<Initializer> {
  public static final Kind<Initializer> KIND =
      new Kind<>("initializer", Initializer.class, rule -> {});

  private static final List<Initializer> BUILT_IN = builtIn();

  /** The built-in initializers and the plug-ins on the class path. */
  public Initializers() {
    this(new Plugins());
  }

  /** As {@link Registry}. */
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
  @Published(formula = "w = 0", source = "the textbook mistake: no unit ever differs")
  public record Zeros() implements Initializer {
    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return draw(fanIn, fanOut, () -> 0);
    }
  }

  /** All weights the same, any finite number. */
  @Published(formula = "w = value", source = "the same mistake with a gradient")
  public record Constant(double value) implements Initializer {
    public Constant() {
      this(0.01);
    }

    public Constant {
      requireFinite("value", value);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return draw(fanIn, fanOut, () -> value);
    }
  }

  /** Gaussian, whatever the size of the layer; 0.01 is the book's chapter's. */
  @Published(formula = "w ~ N(0, std²)", source = "common practice")
  public record Normal(double std) implements Initializer {
    public Normal() {
      this(0.01);
    }

    public Normal {
      requireNotNegative("std", std);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return draw(fanIn, fanOut, () -> std * random.nextGaussian());
    }
  }

  /** Uniform, whatever the size of the layer; 0.05 is Keras's. */
  @Published(formula = "w ~ U(-limit, limit)", source = "common practice")
  public record Uniform(double limit) implements Initializer {
    public Uniform() {
      this(0.05);
    }

    public Uniform {
      requireNotNegative("limit", limit);
    }

    @Override
    public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
      return draw(fanIn, fanOut, () -> limit * (2 * random.nextDouble() - 1));
    }
  }

  /** The variance that keeps what goes through a layer from growing or shrinking. */
  public enum Variance {
    /**
     * For tanh and sigmoid, a compromise between forward and backward: "Understanding the
     * difficulty of training deep feedforward neural networks".
     */
    XAVIER(2, "(fan-in + fan-out)", "Glorot and Bengio, AISTATS 2010"),

    /** For ReLU: "Delving deep into rectifiers". */
    HE(2, "fan-in", "He, Zhang, Ren and Sun, ICCV 2015"),

    /** "Efficient BackProp", in Neural Networks: Tricks of the Trade. */
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
   */
  @Published(
      formula = "W = gain Q, QᵀQ = I or QQᵀ = I",
      source = "Saxe, McClelland and Ganguli, ICLR 2014")
  public record Orthogonal(double gain) implements Initializer {
    public Orthogonal() {
      this(1);
    }

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
        for (int u = 0; u < 2 * v; u++) {
          double[] other = vectors[u % v];
          double along = dot(vector, other);
          Arrays.setAll(vector, i -> vector[i] - along * other[i]);
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
  }

  private static float[] draw(int fanIn, int fanOut, DoubleSupplier weight) {
    float[] weights = new float[Math.multiplyExact(fanIn, fanOut)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) weight.getAsDouble();
    }
    return weights;
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
