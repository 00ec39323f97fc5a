package zigzag.training;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.training.batch.BatchImages;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.Loop;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.TrainingSettings.Execution;
import zigzag.training.settings.Update;
import zigzag.training.settings.Validation;
import zigzag.training.settings.Validation.Keep;

/** One training step, 100 images of 28 × 28, on two threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
  private static final int BATCH = 100;
  private static final int STEPS = 600;
  private static final int THREADS = 2;

  @Param({"50", "128", "800"})
  public int hidden;

  @Param({"sgd", "adam"})
  public String rule;

  private TrainingSettings settings;
  private Trainer trainer;
  private TrainingState state;
  private long target;
  private TwoLayerNetwork network;
  private Batch batch;
  private Step step;
  private float[][] slots;
  private float[] parameters;
  private long t;

  /** Draws digits and makes a trainer, and a network with a batch of its own. */
  @Setup(Level.Trial)
  public void prepare() {
    settings = settings();
    Dataset train = new BuiltInDigits(1).train(BATCH * STEPS);
    Dataset test = new BuiltInDigits(1).test(BATCH);
    trainer = new Trainer(settings, DataSplit.of(train, test, 0, 1));
    state = trainer.initialState();
    Layout layout = trainer.layout();
    network = new TwoLayerNetwork(layout, settings.architecture().activation(), BATCH, THREADS);
    batch = new Batch(BATCH, layout.inputs());
    new BatchImages(train)
        .fill(batch, IntStream.range(0, BATCH).toArray(), 0, BATCH, network::share);
    parameters = trainer.initialState().parameters().clone();
    step = Step.of(layout, parameters, batch);
    slots = new float[settings.update().optimizer().slots()][layout.parameterCount()];
  }

  private TrainingSettings settings() {
    Activation activation = Activation.RELU;
    return new TrainingSettings(
        new Architecture(hidden, activation, activation.defaultInitializer(), 0, 0),
        new Update(new Optimizers().create(rule, Map.of()), 0, 0, 0, Schedule.CONSTANT, 0),
        new Loop(BATCH, 1_000_000, 0, 0),
        Augmentation.NONE,
        new Validation(0, 1, 0, Keep.LAST),
        1,
        new Execution(1, THREADS));
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    network.close();
    trainer.close();
  }

  /**
   * One epoch of 600 steps as the program takes them. Beside the steps it times two shuffles of
   * 60,000 numbers, about 1 ms in all.
   */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public TrainingState trainer() throws IOException {
    target = state.step() + STEPS;
    trainer.train(state, List.of(), () -> state.step() >= target);
    return state;
  }

  /** The network's and the optimizer's part of a step, on the same batch again and again. */
  @Benchmark
  public double networkAndOptimizer() {
    network.run(step);
    t++;
    settings
        .update()
        .optimizer()
        .step(parameters, step.gradient, slots, t, settings.update().optimizer().learningRate());
    return step.loss;
  }
}
