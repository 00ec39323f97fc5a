package zigzag.network;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Softmax and cross-entropy of a batch: 100 rows of 10 logits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SoftmaxBenchmark {
  private static final int BATCH = 100;
  private static final int CLASSES = 10;

  private final float[] logits = new float[BATCH * CLASSES];
  private final float[] rows = new float[BATCH * CLASSES];

  /** Draws logits. */
  public SoftmaxBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = 3f * (float) random.nextGaussian();
    }
  }

  /** Copies the logits (they are overwritten) and turns them into probabilities. */
  @Benchmark
  public double softmax() {
    System.arraycopy(logits, 0, rows, 0, rows.length);
    double loss = 0;
    for (int k = 0; k < BATCH; k++) {
      loss += SoftmaxCrossEntropy.probabilities(rows, k * CLASSES, CLASSES, k % CLASSES, 0);
    }
    return loss;
  }
}
