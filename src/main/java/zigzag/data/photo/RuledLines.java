package zigzag.data.photo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes the ruled lines of paper off a picture, in one direction: thin, straight, from one edge to
 * the other, and either fainter than the pen or several.
 *
 * <ol>
 *   <li>A pixel may be a line's if it is darker than those a few to either side across: what is
 *       thicker is a stroke.
 *   <li>The lines' slope is that at which such pixels add up to the sharpest profile, as in Radon's
 *       transform.
 *   <li>A line is what such pixels cover most of that no stroke hides, at both ends, too. What is
 *       much darker than the line itself is ink on it and stays; elsewhere ink goes on where it
 *       does on both sides.
 * </ol>
 */
final class RuledLines {
  /** The largest slope, 3.4 degrees: of a photo that was meant to be straight. */
  private static final double STEEPEST = 0.06;

  /** The share of its length that a line shows on; strokes cover the rest. */
  private static final double COVERED = 0.65;

  /** The share of the length, at each end, that has to be half covered. */
  private static final double END = 0.05;

  /** A line on its own is one if it has no more than this share of the pen's ink. */
  private static final float FAINTER = 0.7f;

  /** Ink on a line has at least so many times its level. */
  private static final double DARKER = 1.5;

  /** The thickest line is this part of the shorter side. */
  private static final int THICKEST_PART = 60;

  private static final byte THIN = 1;

  /** A stroke to either side hides whether there is a line. */
  private static final byte HIDDEN = 2;

  private final float[] levels;
  private final float faint;
  private final double slope;
  private final List<Line> lines = new ArrayList<>();

  /** Pixels along the lines, and across them, and how far apart in the array they are. */
  private final int length;

  private final int breadth;
  private final int along;
  private final int across;
  private final int thickest;

  /** {@link #THIN} where a pixel or its neighbour across may be a line's. */
  private final byte[] marks;

  /** A line: from the first to the last pixel across, in the middle of its length. */
  private record Line(int first, int last, float level) {}

  private RuledLines(Levels picture, boolean horizontal, float faint, float pen) {
    int rows = picture.rows();
    int columns = picture.columns();
    levels = picture.values();
    this.faint = faint;
    length = horizontal ? columns : rows;
    breadth = horizontal ? rows : columns;
    along = horizontal ? 1 : columns;
    across = horizontal ? columns : 1;
    thickest = Math.max(3, Math.min(rows, columns) / THICKEST_PART);
    marks = new byte[levels.length];
    markThin(FAINTER * pen);
    slope = slope();
    find(FAINTER * pen);
  }

  /**
   * Erases horizontal and vertical lines.
   *
   * @param picture amounts of ink; on return without the lines'
   * @param faint what is not above this is no ink
   * @param pen the level of the pen's ink
   * @return the level of the darkest line; 0 if there is none
   */
  static float erase(Levels picture, float faint, float pen) {
    RuledLines horizontal = new RuledLines(picture, true, faint, pen);
    RuledLines vertical = new RuledLines(picture, false, faint, pen);
    float[] lineLevels = new float[picture.values().length];
    float darkest = Math.max(horizontal.mark(lineLevels), vertical.mark(lineLevels));
    horizontal.erase(lineLevels);
    vertical.erase(lineLevels);
    return darkest;
  }

  private void find(float darkestAlone) {
    int tilt = (int) Math.ceil(Math.abs(slope) * length / 2) + 1;
    for (int offset = -tilt; offset < breadth + tilt; offset++) {
      int first = offset;
      while (offset < breadth + tilt && isCovered(offset)) {
        offset++;
      }
      // The marks are one pixel wider to either side than a line, and so is its blur.
      if (offset > first && offset - first <= thickest + 2) {
        lines.add(new Line(first - 1, offset, level(first, offset)));
      }
    }
    if (lines.size() == 1 && lines.get(0).level > darkestAlone) {
      lines.clear();
    }
  }

  private void markThin(float stroke) {
    for (int y = 0; y < breadth; y++) {
      for (int x = 0; x < length; x++) {
        float beside = Math.max(at(x, y - thickest), at(x, y + thickest));
        int pixel = x * along + y * across;
        if (at(x, y) > beside + faint) {
          for (int near = Math.max(0, y - 1); near <= Math.min(breadth - 1, y + 1); near++) {
            marks[x * along + near * across] = THIN;
          }
        } else if (beside > stroke && marks[pixel] != THIN) {
          marks[pixel] = HIDDEN;
        }
      }
    }
  }

  /** The slope of the sharpest profile; of equals that nearest to 0. */
  private double slope() {
    int[] thin = IntStream.range(0, marks.length).filter(i -> marks[i] == THIN).toArray();
    double best = 0;
    long sharpest = -1;
    int margin = (int) Math.ceil(STEEPEST * length / 2) + 1;
    int steps = (int) Math.ceil(STEEPEST * length);
    int[] shifts = new int[length];
    for (int step = 0; step <= 2 * steps; step++) {
      // 0, 1, -1, 2, -2, …: a pixel's difference between the two ends each.
      double tried = (step % 2 == 0 ? -step / 2 : (step + 1) / 2) / (double) length;
      Arrays.setAll(shifts, x -> margin - shift(tried, x));
      int[] profile = new int[breadth + 2 * margin];
      for (int i : thin) {
        profile[i / across % breadth + shifts[i / along % length]]++;
      }
      long sharpness = Arrays.stream(profile).mapToLong(marked -> (long) marked * marked).sum();
      if (sharpness > sharpest) {
        sharpest = sharpness;
        best = tried;
      }
    }
    return best;
  }

  private int shift(double slope, int x) {
    return (int) Math.round(slope * (x - length / 2.0));
  }

  /** Whether the marks at an offset go from one end to the other. */
  private boolean isCovered(int offset) {
    int[] seen =
        IntStream.range(0, length)
            .filter(x -> isInside(x, offset))
            .map(x -> marks[pixel(x, offset)])
            .toArray();
    int end = Math.max(2, (int) (END * seen.length));
    return seen.length >= Math.max(4, length / 8)
        && count(THIN, seen) >= COVERED * (seen.length - count(HIDDEN, seen))
        && count(THIN, Arrays.copyOf(seen, end)) >= end / 2.0
        && count(THIN, Arrays.copyOfRange(seen, seen.length - end, seen.length)) >= end / 2.0;
  }

  private static long count(byte mark, int[] seen) {
    return Arrays.stream(seen).filter(found -> found == mark).count();
  }

  private boolean isInside(int x, int offset) {
    int y = offset + shift(slope, x);
    return y >= 0 && y < breadth;
  }

  private int pixel(int x, int offset) {
    return x * along + (offset + shift(slope, x)) * across;
  }

  /** The median, along the line, of the most ink across it. */
  private float level(int first, int end) {
    float[] most = new float[length];
    for (int x = 0; x < length; x++) {
      for (int offset = first; offset < end; offset++) {
        most[x] = Math.max(most[x], at(x, offset + shift(slope, x)));
      }
    }
    double[] ink = new Levels(1, length, most).above(faint);
    return ink.length == 0 ? 0 : (float) ink[ink.length / 2];
  }

  /** Adds each line's level where it runs, and returns the highest of them. */
  private float mark(float[] lineLevels) {
    float darkest = 0;
    for (Line line : lines) {
      darkest = Math.max(darkest, line.level);
      for (int x = 0; x < length; x++) {
        pixels(line, x).forEach(pixel -> lineLevels[pixel] += line.level);
      }
    }
    return darkest;
  }

  private void erase(float[] lineLevels) {
    for (Line line : lines) {
      for (int x = 0; x < length; x++) {
        float through = through(x, line);
        pixels(line, x)
            .filter(pixel -> levels[pixel] <= DARKER * lineLevels[pixel] + faint)
            .forEach(pixel -> levels[pixel] = through);
      }
    }
  }

  private IntStream pixels(Line line, int x) {
    return IntStream.rangeClosed(line.first, line.last)
        .filter(offset -> isInside(x, offset))
        .map(offset -> pixel(x, offset));
  }

  /** The ink of a stroke that crosses the line at a place, straight or aslant. */
  private float through(int x, Line line) {
    int above = line.first - 1 + shift(slope, x);
    int below = line.last + 1 + shift(slope, x);
    int reach = line.last - line.first + 1;
    float most = 0;
    for (int lean = -reach; lean <= reach; lean++) {
      most = Math.max(most, Math.min(at(x - lean, above), at(x + lean, below)));
    }
    return most;
  }

  private float at(int x, int y) {
    return x < 0 || x >= length || y < 0 || y >= breadth ? 0 : levels[x * along + y * across];
  }
}
