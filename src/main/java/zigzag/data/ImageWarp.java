package zigzag.data;

/**
 * Moves the pixels of an image: each pixel of the target takes the grey level, interpolated
 * bilinearly, of a place in the source. What lies outside the source is background, 0.
 */
final class ImageWarp {
  private final int rows;
  private final int columns;

  /** A row of {@link #framed}: the image and one pixel of background at either side. */
  private final int stride;

  /** The source in a frame of background, which spares the interpolation every check of bounds. */
  private final byte[] framed;

  private final float[] fromRow;
  private final float[] fromColumn;

  /**
   * Makes the scratch memory for images of this size.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  ImageWarp(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels");
    }
    this.rows = rows;
    this.columns = columns;
    // One pixel before the image and two behind it: a place just outside has its right-hand and
    // lower neighbours there.
    stride = columns + 3;
    framed = new byte[(rows + 3) * stride];
    fromRow = new float[rows * columns];
    fromColumn = new float[rows * columns];
  }

  /** The row of the source that each pixel comes from, to be filled before {@link #apply}. */
  float[] fromRow() {
    return fromRow;
  }

  /** The column of the source that each pixel comes from, to be filled before {@link #apply}. */
  float[] fromColumn() {
    return fromColumn;
  }

  /** Fills the target; it may be the source, which is copied first. */
  void apply(byte[] source, int sourceOffset, byte[] target, int targetOffset) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          source, sourceOffset + row * columns, framed, (row + 1) * stride + 1, columns);
    }
    for (int i = 0; i < fromRow.length; i++) {
      // Places count from the frame's corner here, so they are positive and the cast rounds down.
      float y = Math.max(0, Math.min(rows + 1, fromRow[i] + 1));
      float x = Math.max(0, Math.min(columns + 1, fromColumn[i] + 1));
      int row = (int) y;
      int column = (int) x;
      float down = y - row;
      float right = x - column;
      int at = row * stride + column;
      float upper = mix(framed[at], framed[at + 1], right);
      float lower = mix(framed[at + stride], framed[at + stride + 1], right);
      target[targetOffset + i] = (byte) (upper + down * (lower - upper) + 0.5f);
    }
  }

  private static float mix(byte left, byte right, float share) {
    int from = left & 0xff;
    return from + share * ((right & 0xff) - from);
  }
}
