package zigzag.report.image;

/** The cosines between the incoming weights of all hidden units, as a picture of their matrix. */
public final class CosineSheet {
  /** The width of the picture of a few units, in pixels. */
  private static final int SIDE = 320;

  /** Beyond this many units, the cosines of neighbours are averaged. */
  private static final int MAX_CELLS = 800;

  private CosineSheet() {}

  /**
   * Draws a matrix in square cells: -1 blue, 0 white, 1 red; what has no cosine, as the zero vector
   * has none, is gray.
   *
   * <p>Up to 160 units get a picture of at least 161 and at most 320 pixels, up to 800 one of a
   * pixel per unit, more one in which a pixel is the mean of neighbours.
   *
   * @param cosines {@code units × units}, row after row; NaN where there is none
   * @return a PNG
   * @throws IllegalArgumentException if there are no units or the matrix has another size
   */
  public static byte[] png(float[] cosines, int units) {
    if (units < 1 || cosines.length != (long) units * units) {
      throw new IllegalArgumentException(cosines.length + " cosines of " + units + " units");
    }
    int group = (units + MAX_CELLS - 1) / MAX_CELLS;
    int cells = (units + group - 1) / group;
    int cell = Math.max(1, SIDE / cells);
    return ImageSheet.single(
        cells,
        cells,
        cell,
        (image, at) -> mean(cosines, units, at / cells * group, at % cells * group, group));
  }

  /** The mean of those cosines of a square of the matrix that there are. */
  private static double mean(float[] cosines, int units, int top, int left, int side) {
    double sum = 0;
    int count = 0;
    for (int i = top; i < Math.min(units, top + side); i++) {
      for (int j = left; j < Math.min(units, left + side); j++) {
        float cosine = cosines[i * units + j];
        if (!Float.isNaN(cosine)) {
          sum += cosine;
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
