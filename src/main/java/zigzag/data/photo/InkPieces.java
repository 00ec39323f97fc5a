package zigzag.data.photo;

import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** What has a smaller share of the largest piece's ink is a speck. */
  private static final double SPECK = 0.02;

  private final Levels picture;
  private final float[] levels;
  private final int[] pieceOf;
  private final List<Piece> pieces = new ArrayList<>();

  /** The ink of a piece, and where it is: from a first to a last row and column. */
  private record Piece(double mass, Rectangle box) {
    int height() {
      return box.height + 1;
    }

    /** Whether another lies beside this, above or below, but for a little. */
    boolean isApart(Piece other) {
      Rectangle to = other.box;
      return apart(box.y, box.y + box.height, to.y, to.y + to.height)
          || apart(box.x, box.x + box.width, to.x, to.x + to.width);
    }

    private static boolean apart(int first, int last, int otherFirst, int otherLast) {
      int common = Math.min(last, otherLast) - Math.max(first, otherFirst) + 1;
      return common <= OVERLAP * (1 + Math.min(last - first, otherLast - otherFirst));
    }
  }

  /**
   * Finds the pieces.
   *
   * @param picture amounts of ink, kept by reference
   * @param faint what is above this can belong to a piece
   * @param strong what is above this begins one
   */
  InkPieces(Levels picture, float faint, float strong) {
    this.picture = picture;
    levels = picture.values();
    pieceOf = new int[levels.length];
    for (int pixel = 0; pixel < levels.length; pixel++) {
      if (levels[pixel] > strong && pieceOf[pixel] == 0) {
        follow(pixel, faint);
      }
    }
  }

  int count() {
    return pieces.size();
  }

  /** Erases specks and whatever else belongs to no piece. */
  void eraseSpecks() {
    double least = least();
    for (int pixel = 0; pixel < levels.length; pixel++) {
      int piece = pieceOf[pixel];
      if (piece == 0 || pieces.get(piece - 1).mass < least) {
        levels[pixel] = 0;
      }
    }
  }

  /** Whether two pieces look like digits. */
  boolean areSeveral() {
    double least = least();
    List<Piece> kept = pieces.stream().filter(piece -> piece.mass >= least).toList();
    int tallest = kept.stream().mapToInt(Piece::height).max().orElse(0);
    List<Piece> tall = kept.stream().filter(piece -> piece.height() >= TALL * tallest).toList();
    return tall.stream().anyMatch(one -> tall.stream().anyMatch(one::isApart));
  }

  private double least() {
    return SPECK * pieces.stream().mapToDouble(Piece::mass).max().orElse(0);
  }

  private void follow(int start, float faint) {
    int rows = picture.rows();
    int columns = picture.columns();
    int piece = pieces.size() + 1;
    double mass = 0;
    Rectangle box = new Rectangle(-1, -1); // around no point yet
    Deque<Integer> pending = new ArrayDeque<>();
    pieceOf[start] = piece;
    pending.push(start);
    while (!pending.isEmpty()) {
      int pixel = pending.pop();
      mass += levels[pixel];
      int row = pixel / columns;
      int column = pixel % columns;
      box.add(column, row);
      for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          int next = y * columns + x;
          if (pieceOf[next] == 0 && levels[next] > faint) {
            pieceOf[next] = piece;
            pending.push(next);
          }
        }
      }
    }
    pieces.add(new Piece(mass, box));
  }
}
