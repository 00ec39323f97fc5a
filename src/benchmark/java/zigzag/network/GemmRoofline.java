package zigzag.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The most that this machine's cores do in matrix products: single-precision {@code 1024³} on every
 * core at once, each with one BLAS thread, by the program's own OpenBLAS.
 *
 * <p>Prints GFLOP/s, the median of {@value #REPETITIONS} repetitions of {@value #SECONDS} s each
 * after one of warm-up.
 */
final class GemmRoofline {
  private static final int SIZE = 1024;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;
  private static final int REPETITIONS = 5;
  private static final double SECONDS = 0.4;

  private GemmRoofline() {}

  /** One argument, the number of threads; all cores without it. */
  public static void main(String[] arguments) throws InterruptedException {
    int threads =
        arguments.length == 0
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(arguments[0]);
    openblas_nolapack.blas_set_num_threads(1);
    CyclicBarrier start = new CyclicBarrier(threads);
    double[][] rates = new double[threads][];
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running[i] = new Thread(() -> rates[thread] = measure(start));
      running[i].start();
    }
    for (Thread thread : running) {
      thread.join();
    }
    double[] sums = new double[REPETITIONS];
    for (double[] rate : rates) {
      for (int i = 0; i < REPETITIONS; i++) {
        sums[i] += rate[i + 1];
      }
    }
    Arrays.sort(sums);
    System.out.printf(Locale.ROOT, "%.2f%n", sums[REPETITIONS / 2] / 1e9);
  }

  /** The flops per second of one thread in each repetition, the warm-up first. */
  private static double[] measure(CyclicBarrier start) {
    try (FloatPointer a = filled();
        FloatPointer b = filled();
        FloatPointer c = filled()) {
      double[] rates = new double[REPETITIONS + 1];
      for (int i = 0; i < rates.length; i++) {
        start.await();
        long begin = System.nanoTime();
        double seconds = 0;
        int products = 0;
        while (seconds < SECONDS) {
          openblas_nolapack.cblas_sgemm(
              openblas_nolapack.CblasRowMajor,
              openblas_nolapack.CblasNoTrans,
              openblas_nolapack.CblasNoTrans,
              SIZE,
              SIZE,
              SIZE,
              1f,
              a,
              SIZE,
              b,
              SIZE,
              0f,
              c,
              SIZE);
          products++;
          seconds = (System.nanoTime() - begin) / 1e9;
        }
        rates[i] = products * FLOPS / seconds;
      }
      return rates;
    } catch (Exception e) {
      throw new IllegalStateException("the roofline could not be measured", e);
    }
  }

  private static FloatPointer filled() {
    float[] values = new float[SIZE * SIZE];
    Arrays.fill(values, 0.5f);
    return new FloatPointer(values);
  }
}
