package zigzag.data.photo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells a digit from what it is written on, be it a drawing program's white or a photo of paper.
 *
 * <ol>
 *   <li>The paper is what the picture's edge shows, on the median: its level, and how it falls off
 *       from side to side and from top to bottom. The ink is what departs from it, to the dark or
 *       to the light, whichever side departs further (the sign of the third moment).
 *   <li>The paper's noise is what the edge departs from that. Ink fainter than three standard
 *       deviations of it is none.
 *   <li>Ruled lines are taken off, as {@link RuledLines} says.
 *   <li>What belongs to the digit hangs together with ink above Otsu's threshold, and is no speck:
 *       it has at least a fiftieth of the ink of the largest piece.
 *   <li>Ink is stretched so that the strongest tenth of the digit is 1.
 * </ol>
 *
 * <p>On a clean picture the noise is 0 and grey levels stay as they are.
 *
 * <p>Source of the threshold: N. Otsu, "A threshold selection method from gray-level histograms",
 * IEEE Transactions on Systems, Man, and Cybernetics 9 (1979).
 */
final class InkFinder {
  /** Ink fainter than this, in grey levels, is never a digit. */
  private static final float FAINTEST = 12;

  /** The border that is taken for paper is this part of the shorter side. */
  private static final int BORDER_PART = 32;

  /** From the median absolute deviation to the standard deviation of normal noise. */
  private static final double PER_MEDIAN_DEVIATION = 1.4826;

  private static final double NOISE_DEVIATIONS = 3;

  /** On ruled paper, ink fainter than so many times the lines is none, … */
  private static final float ABOVE_LINES = 1.2f;

  /** … unless that is more than this share of the pen's. */
  private static final float FAINT_PEN = 0.4f;

  private final Levels picture;
  private final float[] levels;
  private final int rows;
  private final int columns;
  private final int border;

  /**
   * The ink of a picture.
   *
   * @param amounts from 0 to 1, one for each pixel
   * @param doubts what speaks against its being one whole digit
   */
  record Ink(Levels amounts, Set<Doubt> doubts) {}

  /** Takes grey levels from 0 to 255, which are overwritten. */
  InkFinder(Levels picture) {
    this.picture = picture;
    levels = picture.values();
    rows = picture.rows();
    columns = picture.columns();
    border = Math.max(1, Math.min(rows, columns) / BORDER_PART);
    subtractPaper();
  }

  /** Whether the picture is dark on light, by the measure of {@link #find}. */
  boolean isDarkOnLight() {
    return thirdMoment() < 0;
  }

  /** Finds the ink of the picture; none if there is no digit. */
  Optional<Ink> find() {
    float sign = Math.signum((float) thirdMoment());
    double[] deviations = Arrays.stream(edge(0, rows, 0, columns)).map(Math::abs).toArray();
    float noise = (float) (NOISE_DEVIATIONS * PER_MEDIAN_DEVIATION * median(deviations));
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.max(0, sign * levels[i]);
    }
    float pen = full(otsu());
    float lines = RuledLines.erase(picture, Math.max(noise, FAINTEST / 2), pen);
    // What is left beside the lines, and of some that were missed.
    noise = Math.max(noise, Math.min(ABOVE_LINES * lines, FAINT_PEN * pen));
    float strong = Math.max(Math.max(FAINTEST, 2 * noise), otsu());
    InkPieces pieces = new InkPieces(picture, noise, strong);
    if (pieces.count() == 0) {
      return Optional.empty();
    }
    pieces.eraseSpecks();
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    if (IntStream.range(0, levels.length).anyMatch(i -> levels[i] > strong && isEdge(i, 1))) {
      doubts.add(Doubt.CUT_OFF);
    }
    if (pieces.areSeveral()) {
      doubts.add(Doubt.SEVERAL);
    }
    // Maps the noise to 0 and the level that a tenth of the strong ink exceeds to 1.
    float full = full(strong);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.max(0, Math.min(1, (levels[i] - noise) / (full - noise)));
    }
    return Optional.of(new Ink(picture, doubts));
  }

  private void subtractPaper() {
    double right = median(edge(0, rows, columns - border, columns));
    double left = median(edge(0, rows, 0, border));
    double bottom = median(edge(rows - border, rows, 0, columns));
    double top = median(edge(0, border, 0, columns));
    double slopeX = (right - left) / Math.max(1, columns - border);
    double slopeY = (bottom - top) / Math.max(1, rows - border);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double slope = slopeX * (column - columns / 2.0) + slopeY * (row - rows / 2.0);
        levels[row * columns + column] -= (float) slope;
      }
    }
    float paper = median(edge(0, rows, 0, columns));
    for (int i = 0; i < levels.length; i++) {
      levels[i] -= paper;
    }
  }

  private double thirdMoment() {
    double sum = 0;
    for (float level : levels) {
      sum += (double) level * level * level;
    }
    return sum;
  }

  /** The levels within the border that lie in the given rows and columns. */
  private double[] edge(int top, int bottom, int left, int right) {
    return IntStream.range(top * columns, bottom * columns)
        .filter(i -> i % columns >= left && i % columns < right && isEdge(i, border))
        .mapToDouble(i -> levels[i])
        .toArray();
  }

  private boolean isEdge(int pixel, int width) {
    int row = pixel / columns;
    int column = pixel % columns;
    return Math.min(row, rows - 1 - row) < width || Math.min(column, columns - 1 - column) < width;
  }

  private static float median(double[] values) {
    Arrays.sort(values);
    return (float) (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }

  /** The level between paper and ink that leaves both as uniform as can be. */
  private float otsu() {
    int[] histogram = new int[256];
    double all = 0;
    for (float level : levels) {
      int bin = Math.min(255, Math.round(level));
      histogram[bin]++;
      all += bin;
    }
    double below = 0;
    long count = 0;
    double best = -1;
    int threshold = 0;
    for (int bin = 0; bin < 255 && count < levels.length; bin++) {
      count += histogram[bin];
      below += (double) bin * histogram[bin];
      long rest = levels.length - count;
      double apart = below / count - (all - below) / rest;
      // Not a number where all are on one side.
      double between = (double) count * rest * apart * apart;
      if (between > best) {
        best = between;
        threshold = bin;
      }
    }
    return threshold + 0.5f;
  }

  /** The level that a tenth of the strong ink exceeds. */
  private float full(float strong) {
    double[] ink = picture.above(strong);
    return ink.length == 0 ? 0 : (float) ink[(int) Math.floor(0.9 * (ink.length - 1))];
  }
}
