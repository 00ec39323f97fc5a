package zigzag.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;

/** Whether the BLAS of this processor adds up equal columns in the same order. */
public final class EqualColumns {
  private EqualColumns() {}

  /** Skips the test, with the reason, where they are not. */
  public static void assumeSummedAlike() {
    int size = 48;
    try (Matrix a = new Matrix(25, size);
        Matrix b = new Matrix(size, size);
        Matrix c = new Matrix(25, size)) {
      for (int i = 0; i < size; i++) {
        float[] row = new float[size];
        Arrays.fill(row, (float) Math.sin(i));
        b.putRows(i, 1, row, 0);
      }
      for (int k = 0; k < 25; k++) {
        a.putRows(k, 1, wave(size, k), 0);
      }
      new Product(a.all(), b.all(), c.all(), size).set(25, size);
      float[] product = new float[25 * size];
      c.getRows(0, 25, product, 0);
      boolean alike = true;
      for (int i = 0; i < product.length; i++) {
        alike &= product[i] == product[i - i % size];
      }
      assumeTrue(alike, "skipped: OpenBLAS sums equal columns differently on this processor");
    }
  }

  private static float[] wave(int length, int phase) {
    float[] wave = new float[length];
    for (int i = 0; i < length; i++) {
      wave[i] = (float) Math.cos(i + phase);
    }
    return wave;
  }
}
