package zigzag.data.distortion;

import java.awt.geom.AffineTransform;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Moves the pixels of an image: each pixel of the target takes the grey level, interpolated
 * bilinearly, of a place in the source. What lies outside the source is background, 0.
 *
 * <p>A pixel at p comes from {@code A p + t + d(p)}, an affine map and a displacement, rounded to
 * 1/256 of a pixel. Displacements are given by phase: those of rows 0, s, 2s, … in one array, those
 * of rows 1, 1 + s, 1 + 2s, … in the next, and so on for the s phases.
 */
final class ImageWarp {
  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** Parts of a pixel. */
  private static final int ONE = 256;

  private static final int FRACTION_BITS = 8;

  private final int rows;
  private final int columns;
  private final int phases;
  private final float[][] displacementX;
  private final float[][] displacementY;

  /** A row of {@link #framed}: the image and one pixel of background at either side. */
  private final int stride;

  /** The source in a frame of background, which spares the interpolation every check of bounds. */
  private final byte[] framed;

  /** For the pixels of a phase: how many rows of that phase lie above, the column, the place. */
  private final float[] block;

  private final float[] column;
  private final float[] fromX;
  private final float[] fromY;
  private final byte[] levels;

  /**
   * Makes the scratch memory for images of this size, each side at least 1.
   *
   * @param displacementX by phase and within it by row and column; read anew for each image
   */
  ImageWarp(int rows, int columns, float[][] displacementX, float[][] displacementY) {
    this.rows = rows;
    this.columns = columns;
    this.displacementX = displacementX;
    this.displacementY = displacementY;
    phases = displacementX.length;
    // One pixel before the image and two behind it: a place just outside has its right-hand and
    // lower neighbours there.
    stride = columns + 3;
    framed = new byte[(rows + 3) * stride];
    int pixels = (rows + phases - 1) / phases * columns;
    block = new float[pixels];
    column = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      block[i] = Math.floorDiv(i, columns);
      column[i] = i % columns;
    }
    fromX = new float[pixels];
    fromY = new float[pixels];
    levels = new byte[pixels];
  }

  /** Moves the pixels of the image that begins at {@code offset}. */
  void apply(byte[] pixels, int offset, AffineTransform map) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(pixels, offset + row * columns, framed, (row + 1) * stride + 1, columns);
    }
    for (int phase = 0; phase < Math.min(phases, rows); phase++) {
      // Counted from the frame's corner places are positive, so that casts round them down.
      double toX = map.getShearX() * phase + map.getTranslateX() + 1;
      double toY = map.getScaleY() * phase + map.getTranslateY() + 1;
      place(
          displacementX[phase], map.getScaleX(), map.getShearX() * phases, toX, columns + 1, fromX);
      place(displacementY[phase], map.getShearY(), map.getScaleY() * phases, toY, rows + 1, fromY);
      interpolate();
      for (int row = phase; row < rows; row += phases) {
        System.arraycopy(levels, row / phases * columns, pixels, offset + row * columns, columns);
      }
    }
  }

  /** In 1/256 of a pixel; a loop over floats of its own, since HotSpot 17 can vectorise that. */
  private void place(
      float[] displacement, double perColumn, double perBlock, double start, int last, float[] to) {
    float a = (float) (ONE * perColumn);
    float b = (float) (ONE * perBlock);
    float c = (float) (ONE * start + 0.5);
    float most = ONE * last;
    for (int i = 0; i < to.length; i++) {
      float place = a * column[i] + b * block[i] + c + ONE * displacement[i];
      to[i] = Math.max(0f, Math.min(most, place));
    }
  }

  /**
   * Integers, two bytes a read, and nothing to do where all four are blank, as most are: an image
   * of MNIST takes 4.4 µs in all rather than 5.7.
   */
  private void interpolate() {
    for (int i = 0; i < levels.length; i++) {
      int x = (int) fromX[i];
      int y = (int) fromY[i];
      int corner = (y >> FRACTION_BITS) * stride + (x >> FRACTION_BITS);
      int upper = (short) PAIR.get(framed, corner) & 0xffff;
      int lower = (short) PAIR.get(framed, corner + stride) & 0xffff;
      levels[i] = (upper | lower) == 0 ? 0 : mix(upper, lower, x & (ONE - 1), y & (ONE - 1));
    }
  }

  /** The pairs hold the left byte below the right one. */
  private static byte mix(int upper, int lower, int right, int down) {
    // Both rows at once, in the two halves of an int.
    int left = (upper & 0xff) | (lower & 0xff) << 16;
    int mixed = left * (ONE - right) + (upper >> 8 | (lower & 0xff00) << 8) * right;
    int level = (mixed & 0xffff) * (ONE - down) + (mixed >>> 16) * down;
    return (byte) ((level + ONE * ONE / 2) >> (2 * FRACTION_BITS));
  }
}
