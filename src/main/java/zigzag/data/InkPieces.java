package zigzag.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of ink that hang together, over edges and corners: each around some strong ink, as far
 * as the ink reaches.
 */
final class InkPieces {
  private final float[] levels;
  private final int[] pieceOf;
  private final List<Double> masses = new ArrayList<>();
  private int[] pending = new int[1024];

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

  private void follow(int start, int rows, int columns, float faint) {
    int piece = masses.size() + 1;
    double mass = 0;
    int count = 0;
    pieceOf[start] = piece;
    pending[count++] = start;
    while (count > 0) {
      int pixel = pending[--count];
      mass += levels[pixel];
      int row = pixel / columns;
      int column = pixel % columns;
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
  }
}
