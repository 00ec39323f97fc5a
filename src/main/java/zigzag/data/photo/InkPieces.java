package zigzag.data.photo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of ink that hang together, over edges and corners: each around some strong ink, as far
 * as the ink reaches.
 */
final class InkPieces {
  /** A piece of at least this share of the tallest one's height may be a digit. */
  private static final double TALL = 0.5;

  /** Digits side by side have no more than this share of their widths in common. */
  private static final double OVERLAP = 0.2;

  private final float[] levels;
  private final int[] pieceOf;
  private final List<Double> masses = new ArrayList<>();
  private final List<Box> boxes = new ArrayList<>();
  private int[] pending = new int[1024];

  /** The first and the last row and column of a piece. */
  private record Box(int top, int bottom, int left, int right) {
    int height() {
      return bottom - top + 1;
    }

    /** Whether another lies beside this, above or below, but for a little. */
    boolean isApart(Box other) {
      return apart(top, bottom, other.top, other.bottom)
          || apart(left, right, other.left, other.right);
    }

    private static boolean apart(int first, int last, int otherFirst, int otherLast) {
      int common = Math.min(last, otherLast) - Math.max(first, otherFirst) + 1;
      return common <= OVERLAP * (1 + Math.min(last - first, otherLast - otherFirst));
    }
  }

  private InkPieces(float[] levels) {
    this.levels = levels;
    pieceOf = new int[levels.length];
  }

  /**
   * Finds the pieces.
   *
   * @param levels {@code rows × columns} amounts of ink, kept by reference
   * @param faint what is above this can belong to a piece
   * @param strong what is above this begins one
   */
  static InkPieces of(float[] levels, int rows, int columns, float faint, float strong) {
    InkPieces pieces = new InkPieces(levels);
    for (int pixel = 0; pixel < levels.length; pixel++) {
      if (levels[pixel] > strong && pieces.pieceOf[pixel] == 0) {
        pieces.follow(pixel, rows, columns, faint);
      }
    }
    return pieces;
  }

  /** The number of pieces. */
  int count() {
    return masses.size();
  }

  /** Erases whatever belongs to no piece with at least this share of the largest one's ink. */
  void eraseAllBut(double share) {
    double largest = masses.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    for (int pixel = 0; pixel < levels.length; pixel++) {
      int piece = pieceOf[pixel];
      if (piece == 0 || masses.get(piece - 1) < share * largest) {
        levels[pixel] = 0;
      }
    }
  }

  /** Whether two pieces with at least this share of the largest one's ink look like digits. */
  boolean areSeveral(double share) {
    double largest = masses.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    List<Box> kept = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      if (masses.get(i) >= share * largest) {
        kept.add(boxes.get(i));
      }
    }
    int tallest = kept.stream().mapToInt(Box::height).max().orElse(0);
    kept.removeIf(box -> box.height() < TALL * tallest);
    return kept.stream().anyMatch(one -> kept.stream().anyMatch(one::isApart));
  }

  private void follow(int start, int rows, int columns, float faint) {
    int piece = masses.size() + 1;
    double mass = 0;
    int count = 0;
    int top = rows;
    int bottom = 0;
    int left = columns;
    int right = 0;
    pieceOf[start] = piece;
    pending[count++] = start;
    while (count > 0) {
      int pixel = pending[--count];
      mass += levels[pixel];
      int row = pixel / columns;
      int column = pixel % columns;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
      for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          int next = y * columns + x;
          if (pieceOf[next] == 0 && levels[next] > faint) {
            pieceOf[next] = piece;
            if (count == pending.length) {
              pending = Arrays.copyOf(pending, 2 * count);
            }
            pending[count++] = next;
          }
        }
      }
    }
    masses.add(mass);
    boxes.add(new Box(top, bottom, left, right));
  }
}
