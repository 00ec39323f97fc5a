package zigzag.report.descent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zigzag.archive.descent.HeightGrid;

/**
 * Lines of equal height on a grid, by marching squares.
 *
 * <p>Each cell's corners lie above or below the level, and straight pieces join the points where
 * the level crosses its edges, which are found by linear interpolation (C. Maple, Geometric design
 * and space planning using the marching squares and marching cube algorithms, 2003). Where two
 * opposite corners lie above, the mean of the four decides which of them are joined. A cell with a
 * corner that has no value is left out.
 */
final class Contours {
  /** One line: places in the order they are drawn; a closed one ends where it starts. */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares or prints
  record Line(double[] x, double[] y) {}

  /** As many as can be told apart in a small picture. */
  private static final int LEVELS = 13;

  private final HeightGrid grid;
  private final double level;

  /** The crossed edges that each crossed edge is joined with: one or two. */
  private final Map<Integer, List<Integer>> joined = new LinkedHashMap<>();

  private Contours(HeightGrid grid, double level) {
    this.grid = grid;
    this.level = level;
  }

  /**
   * Levels that lie closer where the surface is low: quantiles of the heights, so that steep
   * surfaces and flat ones fill a picture alike.
   */
  private static List<Double> levels(HeightGrid grid) {
    double[] heights =
        Arrays.stream(grid.f())
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    List<Double> levels = new ArrayList<>();
    for (int i = 1; i <= LEVELS && heights.length > 0; i++) {
      double share = Math.pow(i / (LEVELS + 1.0), 1.6);
      double level = heights[(int) (share * (heights.length - 1))];
      if (levels.isEmpty() || level > levels.get(levels.size() - 1)) {
        levels.add(level);
      }
    }
    return levels;
  }

  static Stream<Line> all(HeightGrid grid) {
    return levels(grid).stream().flatMap(level -> of(grid, level).stream());
  }

  static List<Line> of(HeightGrid grid, double level) {
    Contours contours = new Contours(grid, level);
    for (int row = 0; row + 1 < grid.y().length; row++) {
      for (int column = 0; column + 1 < grid.x().length; column++) {
        contours.march(row, column);
      }
    }
    return contours.lines();
  }

  private void march(int row, int column) {
    double[] low = grid.f()[row];
    double[] high = grid.f()[row + 1];
    double mean = (low[column] + low[column + 1] + high[column] + high[column + 1]) / 4;
    if (!Double.isFinite(mean)) {
      return;
    }
    int bottom = edge(row, column, false);
    int top = edge(row + 1, column, false);
    int left = edge(row, column, true);
    int right = edge(row, column + 1, true);
    int corners =
        (low[column] > level ? 1 : 0)
            + (low[column + 1] > level ? 2 : 0)
            + (high[column + 1] > level ? 4 : 0)
            + (high[column] > level ? 8 : 0);
    switch (corners) {
      case 1, 14 -> join(left, bottom);
      case 2, 13 -> join(bottom, right);
      case 4, 11 -> join(right, top);
      case 8, 7 -> join(top, left);
      case 3, 12 -> join(left, right);
      case 6, 9 -> join(bottom, top);
      case 5, 10 -> {
        // With the middle above, the corners that lie below are cut off, and the other way round.
        boolean cutsFirst = (mean > level) != (corners == 5);
        join(left, cutsFirst ? bottom : top);
        join(right, cutsFirst ? top : bottom);
      }
      default -> {} // 0 and 15: no crossing.
    }
  }

  /** The edge that goes from a grid point to the right, or upwards. */
  private int edge(int row, int column, boolean upwards) {
    return 2 * (row * grid.x().length + column) + (upwards ? 1 : 0);
  }

  private void join(int one, int other) {
    joined.computeIfAbsent(one, edge -> new ArrayList<>(2)).add(other);
    joined.computeIfAbsent(other, edge -> new ArrayList<>(2)).add(one);
  }

  /** Walks along what is joined: first the lines with ends, then the rings. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int edge : joined.keySet()) {
      if (joined.get(edge).size() == 1) {
        lines.add(walk(edge));
      }
    }
    for (int edge : joined.keySet()) {
      if (!joined.get(edge).isEmpty()) {
        lines.add(walk(edge));
      }
    }
    return lines;
  }

  private Line walk(int start) {
    List<Integer> edges = new ArrayList<>(List.of(start));
    int here = start;
    while (!joined.get(here).isEmpty()) {
      Integer next = joined.get(here).remove(0);
      joined.get(next).remove((Integer) here);
      edges.add(next);
      here = next;
    }
    double[] x = new double[edges.size()];
    double[] y = new double[edges.size()];
    for (int i = 0; i < x.length; i++) {
      int edge = edges.get(i);
      int up = edge % 2;
      int across = 1 - up;
      int row = edge / 2 / grid.x().length;
      int column = edge / 2 % grid.x().length;
      double from = grid.f()[row][column];
      double share = (level - from) / (grid.f()[row + up][column + across] - from);
      x[i] = grid.x()[column] + share * (grid.x()[column + across] - grid.x()[column]);
      y[i] = grid.y()[row] + share * (grid.y()[row + up] - grid.y()[row]);
    }
    return new Line(x, y);
  }
}
