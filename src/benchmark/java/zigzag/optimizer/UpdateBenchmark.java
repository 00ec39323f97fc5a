package zigzag.optimizer;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Each update rule on 100,000 parameters, beside a plain copy of the same vectors: parameters,
 * gradient and slots.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UpdateBenchmark {
  private static final int LENGTH = 100_000;

  @Param({
    "sgd",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "adamw",
    "nadam",
    "amsgrad",
    "lion"
  })
  public String rule;

  private Optimizer optimizer;
  private float[] parameters;
  private float[] gradient;
  private float[][] slots;
  private float[][] copies;
  private long t;

  /** Draws parameters and a gradient. */
  @Setup(Level.Trial)
  public void draw() {
    optimizer = new Optimizers().create(rule, Map.of());
    Random random = new Random(1);
    parameters = new float[LENGTH];
    gradient = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      parameters[i] = (float) random.nextGaussian();
      gradient[i] = 0.01f * (float) random.nextGaussian();
    }
    slots = new float[optimizer.slots()][LENGTH];
    copies = new float[optimizer.slots() + 2][LENGTH];
    t = 0;
  }

  /** One step. */
  @Benchmark
  public float[] update() {
    t++;
    optimizer.step(parameters, gradient, slots, t, optimizer.learningRate());
    return parameters;
  }

  /** One copy of all that a step touches. */
  @Benchmark
  public float[][] copy() {
    System.arraycopy(parameters, 0, copies[0], 0, LENGTH);
    System.arraycopy(gradient, 0, copies[1], 0, LENGTH);
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(slots[i], 0, copies[i + 2], 0, LENGTH);
    }
    return copies;
  }
}
