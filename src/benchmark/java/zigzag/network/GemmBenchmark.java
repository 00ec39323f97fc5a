package zigzag.network;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The matrix products of one step on a batch of 100 images of MNIST, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GemmBenchmark {
  private static final int BATCH = 100;
  private static final int INPUTS = 784;
  private static final int CLASSES = 10;

  /** The products, with the names that {@link TwoLayerNetwork} gives their results. */
  public enum Product {
    /** {@code x W1}. */
    HIDDEN,
    /** {@code h W2}. */
    OUTPUT,
    /** {@code dz W2ᵀ}. */
    HIDDEN_GRADIENT,
    /** {@code hᵀ dz}. */
    W2_GRADIENT,
    /** {@code xᵀ da}. */
    W1_GRADIENT
  }

  /** Counts flops; per nanosecond they are GFLOP/s. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public double gflops;
  }

  @Param({"50", "128", "800"})
  public int hidden;

  @Param public Product product;

  private int m;
  private int n;
  private int k;
  private int transposeA;
  private int transposeB;
  private int lda;
  private int ldb;
  private FloatPointer a;
  private FloatPointer b;
  private FloatPointer c;

  /** Makes the matrices. */
  @Setup(Level.Trial)
  public void allocate() {
    openblas_nolapack.blas_set_num_threads(1);
    switch (product) {
      case HIDDEN -> shape(false, false, BATCH, hidden, INPUTS);
      case OUTPUT -> shape(false, false, BATCH, CLASSES, hidden);
      case HIDDEN_GRADIENT -> shape(false, true, BATCH, hidden, CLASSES);
      case W2_GRADIENT -> shape(true, false, hidden, CLASSES, BATCH);
      case W1_GRADIENT -> shape(true, false, INPUTS, hidden, BATCH);
    }
    a = filled(m * k);
    b = filled(k * n);
    c = filled(m * n);
  }

  private void shape(
      boolean firstTransposed, boolean secondTransposed, int rows, int columns, int inner) {
    m = rows;
    n = columns;
    k = inner;
    transposeA = firstTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
    transposeB = secondTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
    lda = firstTransposed ? m : k;
    ldb = secondTransposed ? k : n;
  }

  private static FloatPointer filled(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 0.5f);
    return new FloatPointer(values);
  }

  /** Frees the matrices. */
  @TearDown(Level.Trial)
  public void free() {
    a.close();
    b.close();
    c.close();
  }

  /** One product. */
  @Benchmark
  public void multiply(Work work) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA,
        transposeB,
        m,
        n,
        k,
        1f,
        a,
        lda,
        b,
        ldb,
        0f,
        c,
        n);
    work.gflops += 2.0 * m * n * k;
  }
}
