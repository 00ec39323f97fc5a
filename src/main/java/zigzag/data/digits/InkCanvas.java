package zigzag.data.digits;

import java.util.Arrays;

/**
 * Draws a path of round pen marks into a 28 × 28 image the way MNIST's images were made: fitted
 * into a 20 × 20 box keeping the proportions, then moved by whole pixels until the centre of mass
 * is the centre of the image, or as near to it as the box goes without leaving the image.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
 * document recognition", Proceedings of the IEEE 86 (1998), section III.A.
 */
public final class InkCanvas {
  /** Rows and columns of an image. */
  public static final int SIZE = 28;

  /** Rows and columns of the box that the ink is fitted into. */
  public static final int BOX = 20;

  private final float[] ink = new float[BOX * BOX];
  private float[] x = new float[256];
  private float[] y = new float[256];
  private float[] radius = new float[256];
  private boolean[] joined = new boolean[256];
  private int count;

  /** Forgets the path. */
  void clear() {
    count = 0;
  }

  /**
   * Adds a mark of the pen, in any unit of length; {@code join} draws the way from the last one.
   */
  void mark(float atX, float atY, float penRadius, boolean join) {
    if (count == x.length) {
      x = Arrays.copyOf(x, 2 * count);
      y = Arrays.copyOf(y, 2 * count);
      radius = Arrays.copyOf(radius, 2 * count);
      joined = Arrays.copyOf(joined, 2 * count);
    }
    x[count] = atX;
    y[count] = atY;
    radius[count] = penRadius;
    joined[count] = join;
    count++;
  }

  /**
   * Draws the path.
   *
   * @param edge the width in pixels over which the ink fades at its edges
   * @param target receives 28 × 28 bytes from {@code offset} on, 0 the background and 255 the ink
   */
  void render(float edge, byte[] target, int offset) {
    fit();
    Arrays.fill(ink, 0);
    for (int mark = 0; mark < count; mark++) {
      int from = joined[mark] ? mark - 1 : mark;
      drawSegment(from, mark, edge);
    }
    MassCentering.place(ink, BOX, BOX, target, offset, SIZE, SIZE);
  }

  /** Scales and moves the path, pen and all, so that its longer side fills the box. */
  private void fit() {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      left = Math.min(left, x[i] - radius[i]);
      right = Math.max(right, x[i] + radius[i]);
      top = Math.min(top, y[i] - radius[i]);
      bottom = Math.max(bottom, y[i] + radius[i]);
    }
    float scale = BOX / Math.max(right - left, bottom - top);
    float shiftX = (BOX - scale * (left + right)) / 2;
    float shiftY = (BOX - scale * (top + bottom)) / 2;
    for (int i = 0; i < count; i++) {
      x[i] = scale * x[i] + shiftX;
      y[i] = scale * y[i] + shiftY;
      radius[i] *= scale;
    }
  }

  /** Each pixel keeps the most ink that any segment gives it, so that crossings do not add up. */
  private void drawSegment(int from, int to, float edge) {
    float dx = x[to] - x[from];
    float dy = y[to] - y[from];
    float lengthSquared = dx * dx + dy * dy;
    float perLength = lengthSquared > 0 ? 1 / lengthSquared : 0;
    float thickening = radius[to] - radius[from];
    float reach = Math.max(radius[from], radius[to]) + edge / 2;
    int left = Math.max(0, (int) (Math.min(x[from], x[to]) - reach));
    int right = Math.min(BOX - 1, (int) (Math.max(x[from], x[to]) + reach));
    int top = Math.max(0, (int) (Math.min(y[from], y[to]) - reach));
    int bottom = Math.min(BOX - 1, (int) (Math.max(y[from], y[to]) + reach));
    for (int row = top; row <= bottom; row++) {
      float toY = row + 0.5f - y[from];
      for (int column = left; column <= right; column++) {
        float toX = column + 0.5f - x[from];
        float along = Math.max(0, Math.min(1, (toX * dx + toY * dy) * perLength));
        float awayX = toX - along * dx;
        float awayY = toY - along * dy;
        float distanceSquared = awayX * awayX + awayY * awayY;
        if (distanceSquared < reach * reach) {
          float pen = radius[from] + along * thickening;
          float inside = (pen - (float) Math.sqrt(distanceSquared)) / edge + 0.5f;
          float share = Math.max(0, Math.min(1, inside));
          int pixel = row * BOX + column;
          ink[pixel] = Math.max(ink[pixel], share * share * (3 - 2 * share));
        }
      }
    }
  }
}
