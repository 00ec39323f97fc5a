package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The BLAS routines that the network needs, called on the memory of ND4J arrays.
 *
 * <p>Straight to OpenBLAS, because {@code Nd4j.gemm} costs 10 to 30 µs more per call (100 × 784 by
 * 784 × 50 on one thread: 95 against 123 µs), and always on one BLAS thread: the network splits its
 * work itself, and two callers with two BLAS threads each slow each other down tenfold.
 *
 * <p>The network cuts its large products into tiles of at most {@link #TILE} multiplications. Up to
 * there OpenBLAS multiplies in place where it has AVX-512; above, it first packs both factors into
 * blocks, which does not pay for as few rows as a batch has: 100 × 784 by 784 × 128 on two threads
 * takes 92 µs in tiles and 125 µs whole, 784 × 100 by 100 × 800 takes 552 µs and 622 µs. From
 * {@link #WIDE} columns on it pays: an epoch of 2,048 hidden units in batches of 256, elastic
 * distortions included, takes 4.0 s in tiles and 3.0 s whole.
 */
final class Blas {
  /** The multiplications of the largest product that OpenBLAS does not pack. */
  static final int TILE = 1_000_000;

  /** So many columns no longer fit in the cache of a core beside the rest, and are not cut. */
  static final int WIDE = 1024;

  /** The floats in a vector register of AVX-512. */
  private static final int VECTOR = 16;

  static {
    // Touching ND4J starts it, and its start-up sets the number of BLAS threads to that of the
    // cores.
    Nd4j.getBackend();
    openblas_nolapack.blas_set_num_threads(1);
  }

  private Blas() {}

  /** Starts ND4J and takes BLAS down to one thread, once. */
  static void initialize() {
    // The work is in the static initializer, which the first call runs.
  }

  /**
   * The columns that a product is computed for where so many are wanted: a multiple of a register.
   * BLAS sums the columns of a last, shorter register in another order than the others, and hidden
   * units that are equal would become different by rounding.
   */
  static int padded(int columns) {
    return (columns + VECTOR - 1) / VECTOR * VECTOR;
  }

  /**
   * How many columns a tile of so many rows has.
   *
   * @param columns the columns of the whole product
   * @param depth the length of the sums, the columns of A
   */
  static int tileWidth(int rows, int columns, int depth) {
    long most = TILE / ((long) rows * depth);
    if (most >= columns || columns >= WIDE) {
      return columns;
    }
    return (int) Math.max(VECTOR, most - most % VECTOR);
  }

  /**
   * {@code C ← op(A) op(B) + β C}, all three row by row.
   *
   * @param a {@code m × k}, or {@code k × m} if transposed, with rows {@code lda} apart
   * @param b {@code k × n}, or {@code n × k} if transposed, with rows {@code ldb} apart
   * @param c {@code m × n}, with rows {@code ldc} apart
   */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int lda,
      FloatPointer b,
      int ldb,
      float beta,
      FloatPointer c,
      int ldc) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        transposeB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        1f,
        a,
        lda,
        b,
        ldb,
        beta,
        c,
        ldc);
  }

  /** The sum of the squares of {@code n} floats, in double. */
  static double sumOfSquares(int n, FloatPointer x) {
    return openblas_nolapack.cblas_dsdot(n, x, 1, x, 1);
  }
}
