package zigzag.data.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private final List<Mark> path = new ArrayList<>();

  private record Mark(float x, float y, float radius, boolean joined) {}

  /** Adds a mark, in any unit of length; {@code join} draws the way from the last one. */
  void mark(float x, float y, float radius, boolean join) {
    path.add(new Mark(x, y, radius, join));
  }

  /**
   * Draws the path.
   *
   * @param edge the width in pixels over which the ink fades at its edges
   * @param target receives 28 × 28 bytes from {@code offset} on, 0 the background and 255 the ink
   */
  void render(float edge, byte[] target, int offset) {
    fit();
    float[] ink = new float[BOX * BOX];
    Mark last = null;
    for (Mark mark : path) {
      drawSegment(mark.joined ? last : mark, mark, edge, ink);
      last = mark;
    }
    centre(ink, BOX, BOX, target, offset, SIZE, SIZE);
  }

  /** Scales and moves the path, pen and all, so that its longer side fills the box. */
  private void fit() {
    double left = path.stream().mapToDouble(mark -> mark.x - mark.radius).min().orElseThrow();
    double right = path.stream().mapToDouble(mark -> mark.x + mark.radius).max().orElseThrow();
    double top = path.stream().mapToDouble(mark -> mark.y - mark.radius).min().orElseThrow();
    double bottom = path.stream().mapToDouble(mark -> mark.y + mark.radius).max().orElseThrow();
    float scale = BOX / (float) Math.max(right - left, bottom - top);
    float shiftX = (BOX - scale * (float) (left + right)) / 2;
    float shiftY = (BOX - scale * (float) (top + bottom)) / 2;
    path.replaceAll(
        m -> new Mark(scale * m.x + shiftX, scale * m.y + shiftY, scale * m.radius, m.joined));
  }

  /** Each pixel keeps the most ink that any segment gives it, so that crossings do not add up. */
  private static void drawSegment(Mark from, Mark to, float edge, float[] ink) {
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    float lengthSquared = dx * dx + dy * dy;
    float perLength = lengthSquared > 0 ? 1 / lengthSquared : 0;
    float thickening = to.radius - from.radius;
    float reach = Math.max(from.radius, to.radius) + edge / 2;
    int left = Math.max(0, (int) (Math.min(from.x, to.x) - reach));
    int right = Math.min(BOX - 1, (int) (Math.max(from.x, to.x) + reach));
    int top = Math.max(0, (int) (Math.min(from.y, to.y) - reach));
    int bottom = Math.min(BOX - 1, (int) (Math.max(from.y, to.y) + reach));
    for (int row = top; row <= bottom; row++) {
      float toY = row + 0.5f - from.y;
      for (int column = left; column <= right; column++) {
        float toX = column + 0.5f - from.x;
        float along = Math.max(0, Math.min(1, (toX * dx + toY * dy) * perLength));
        float awayX = toX - along * dx;
        float awayY = toY - along * dy;
        float distanceSquared = awayX * awayX + awayY * awayY;
        if (distanceSquared < reach * reach) {
          float pen = from.radius + along * thickening;
          float inside = (pen - (float) Math.sqrt(distanceSquared)) / edge + 0.5f;
          float share = Math.max(0, Math.min(1, inside));
          int pixel = row * BOX + column;
          ink[pixel] = Math.max(ink[pixel], share * share * (3 - 2 * share));
        }
      }
    }
  }

  /**
   * Places a piece of ink in an image, by whole pixels and without cutting any of it off, so that
   * its centre of mass is the middle: pixel {@code (rows / 2, columns / 2)}, counted from 0, as
   * MNIST's centres of mass lie within half a pixel of (14, 14).
   *
   * @param ink {@code inkRows × inkColumns} amounts from 0 to 1, not all 0
   * @param target receives {@code rows × columns} bytes from {@code offset} on, 0 the background
   */
  public static void centre(
      float[] ink, int inkRows, int inkColumns, byte[] target, int offset, int rows, int columns) {
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int i = 0; i < ink.length; i++) {
      mass += ink[i];
      momentX += ink[i] * (i % inkColumns);
      momentY += ink[i] * Math.floorDiv(i, inkColumns);
    }
    int left = shift(columns, inkColumns, momentX / mass);
    int top = shift(rows, inkRows, momentY / mass);
    Arrays.fill(target, offset, offset + rows * columns, (byte) 0);
    for (int i = 0; i < ink.length; i++) {
      int to = offset + (top + i / inkColumns) * columns + left + i % inkColumns;
      target[to] = (byte) Math.round(255 * ink[i]);
    }
  }

  private static int shift(int side, int inkSide, double centre) {
    return Math.max(0, Math.min(side - inkSide, (int) Math.rint(side / 2.0 - centre)));
  }
}
