package zigzag.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A product of two matrices, {@code C = A B}, that knows where its operands lie and how it is cut;
 * made once, computed in every step.
 *
 * <p>Large products are cut into tiles of at most {@link #TILE} multiplications. Up to there
 * OpenBLAS multiplies in place where it has AVX-512; above, it first packs both factors into
 * blocks, which does not pay for as few rows as a batch has: 100 × 784 by 784 × 128 on two threads
 * takes 92 µs in tiles and 125 µs whole, 784 × 100 by 100 × 800 takes 552 µs and 622 µs. From
 * {@link #WIDE} columns on it pays: an epoch of 2,048 hidden units in batches of 256, elastic
 * distortions included, takes 4.0 s in tiles and 3.0 s whole.
 */
final class Product {
  /** The multiplications of the largest product that OpenBLAS does not pack. */
  static final int TILE = 1_000_000;

  /** So many columns no longer fit in the cache of a core beside the rest, and are not cut. */
  static final int WIDE = 1024;

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
  private final int tileWidth;
  private final FloatPointer[] bTiles;
  private final FloatPointer[] cTiles;

  /** {@code C = A B}, whole, with so many columns. */
  Product(Operand a, Operand b, Operand c, int columns) {
    this(a, b, c, columns, columns);
  }

  /**
   * {@code C = A B}, in tiles.
   *
   * @param columns those of C
   * @param rows the most rows that C will have
   * @param depth the most terms that a sum will have
   */
  Product(Operand a, Operand b, Operand c, int columns, int rows, int depth) {
    this(a, b, c, columns, tileWidth(rows, columns, depth));
  }

  private Product(Operand a, Operand b, Operand c, int columns, int tileWidth) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.columns = columns;
    this.tileWidth = tileWidth;
    bTiles = tiles(b);
    cTiles = tiles(c);
  }

  private FloatPointer[] tiles(Operand matrix) {
    FloatPointer[] tiles = new FloatPointer[(columns + tileWidth - 1) / tileWidth];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] = matrix.first.getPointer((long) tile * tileWidth);
    }
    return tiles;
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
    for (int tile = 0; tile < cTiles.length; tile++) {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          a.isTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          b.isTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          rows,
          Math.min(tileWidth, columns - tile * tileWidth),
          depth,
          1f,
          a.first,
          a.stride,
          bTiles[tile],
          b.stride,
          beta,
          cTiles[tile],
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

  /** How many columns a tile of so many rows and terms has. */
  private static int tileWidth(int rows, int columns, int depth) {
    long most = TILE / ((long) rows * depth);
    if (most >= columns || columns >= WIDE) {
      return columns;
    }
    return (int) Math.max(VECTOR, most - most % VECTOR);
  }
}
