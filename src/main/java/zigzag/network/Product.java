package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A product of two matrices, {@code C = A B}, that knows where its operands lie and how it is cut;
 * made once, computed in every step.
 *
 * <p>Large products are cut into tiles of at most {@link #TILE} multiplications. Up to there
 * OpenBLAS multiplies in place where it has AVX-512; above, it first packs both factors into
 * blocks, which does not pay for as few rows as a batch has. On one core of Zen 5, GFLOP/s: 25 ×
 * 525 by 525 × 800 takes 151 in tiles of 64 or 32 columns, 136 in tiles of 48, 98 whole; 525 × 100
 * by 100 × 800 takes 199 in tiles of 98 × 96, 147 in stripes of 98 rows, and 214 in stripes of 12,
 * but these fetch the columns of x anew, one line of the cache after another: an epoch of 800
 * hidden units takes 0.80 s with them and 0.72 s with tiles. From {@link #WIDE} columns on packing
 * pays: an epoch of 2,048 hidden units in batches of 256, elastic distortions included, takes 4.0 s
 * in tiles and 3.0 s whole.
 */
final class Product {
  /** The multiplications of the largest product that OpenBLAS does not pack. */
  private static final int TILE = 1_000_000;

  /** So many columns no longer fit in the cache of a core beside the rest, and are not cut. */
  static final int WIDE = 1024;

  /** A tile has a multiple of so many columns: the kernels take two registers at a time. */
  private static final int BLOCK = 32;

  /** The floats in a vector register of AVX-512. */
  private static final int VECTOR = 16;

  /** Rows of a matrix from one of them on, or, transposed, its columns. */
  record Operand(FloatPointer first, int stride, boolean isTransposed) {
    /** The same matrix, its columns as rows. */
    Operand transposed() {
      return new Operand(first, stride, !isTransposed);
    }
  }

  private final Operand a;
  private final Operand b;
  private final Operand c;
  private final int columns;
  private final FloatPointer[] bBlocks;
  private final FloatPointer[] cBlocks;

  /** {@code C = A B}, with so many columns. */
  Product(Operand a, Operand b, Operand c, int columns) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.columns = columns;
    bBlocks = blocks(b);
    cBlocks = blocks(c);
  }

  private FloatPointer[] blocks(Operand matrix) {
    FloatPointer[] blocks = new FloatPointer[(columns + BLOCK - 1) / BLOCK];
    for (int block = 0; block < blocks.length; block++) {
      long column = (long) block * BLOCK;
      blocks[block] =
          matrix.first.getPointer(matrix.isTransposed ? column * matrix.stride : column);
    }
    return blocks;
  }

  /** {@code C ← A B}, for so many rows of C and terms of a sum. */
  void set(int rows, int depth) {
    multiply(0f, rows, depth);
  }

  /** {@code C ← C + A B}, likewise. */
  void add(int rows, int depth) {
    multiply(1f, rows, depth);
  }

  private void multiply(float beta, int rows, int depth) {
    int wide = blocksOfTile(rows, depth);
    for (int block = 0; block < cBlocks.length; block += wide) {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          a.isTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          b.isTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          rows,
          Math.min(wide * BLOCK, columns - block * BLOCK),
          depth,
          1f,
          a.first,
          a.stride,
          bBlocks[block],
          b.stride,
          beta,
          cBlocks[block],
          c.stride);
    }
  }

  /**
   * The columns that a product is computed for where so many are wanted: a multiple of a register.
   * BLAS sums the columns of a last, shorter register in another order than the others, and hidden
   * units that are equal would become different by rounding.
   */
  static int padded(int columns) {
    return (columns + VECTOR - 1) / VECTOR * VECTOR;
  }

  /** The most rows of a tile with sums of so many terms. */
  static int mostRows(int depth) {
    return TILE / BLOCK / Math.max(1, depth);
  }

  private int blocksOfTile(int rows, int depth) {
    boolean isWhole = columns >= WIDE || rows > mostRows(depth);
    return isWhole ? cBlocks.length : mostRows(depth) / rows;
  }
}
