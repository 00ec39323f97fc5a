package zigzag.experiment.symmetry;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How alike the columns of a matrix are, each a hidden unit's incoming weights or their gradient.
 *
 * @param vectors the columns, one array each
 */
@SuppressWarnings("ArrayRecordComponent") // a view of weights, never compared
record UnitLikeness(float[][] vectors) {
  /** Two units are the same within a thousandth of their weights' size … */
  private static final double RELATIVE = 1e-3;

  /** … and weights below this are no weights yet. */
  private static final double ABSOLUTE = 1e-5;

  /** The columns of a matrix. */
  static UnitLikeness ofColumns(float[] values, int offset, int rows, int columns) {
    float[][] vectors = new float[columns][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        vectors[column][row] = values[offset + row * columns + column];
      }
    }
    return new UnitLikeness(vectors);
  }

  /**
   * The number of groups of units whose root mean square difference to the group's first is at most
   * 0.001 of the larger root mean square of the two, plus 0.00001.
   */
  int distinct() {
    List<float[]> firsts = new ArrayList<>();
    List<Double> sizes = new ArrayList<>();
    for (float[] vector : vectors) {
      double size = Math.sqrt(dot(vector, vector));
      boolean isKnown = false;
      for (int i = 0; i < firsts.size() && !isKnown; i++) {
        double most = RELATIVE * Math.max(size, sizes.get(i)) + ABSOLUTE * Math.sqrt(vector.length);
        isKnown = isWithin(firsts.get(i), vector, most * most);
      }
      if (!isKnown) {
        firsts.add(vector);
        sizes.add(size);
      }
    }
    return firsts.size();
  }

  /** Whether the squared distance is at most so much; most pairs show soon that it is not. */
  private static boolean isWithin(float[] a, float[] b, double mostSquared) {
    double squared = 0;
    for (int i = 0; i < a.length && squared <= mostSquared; i++) {
      double difference = (double) a[i] - b[i];
      squared += difference * difference;
    }
    return squared <= mostSquared;
  }

  /** The number of units that differ in at least a bit. */
  int bitDistinct() {
    return (int)
        Stream.of(vectors)
            .map(v -> IntStream.range(0, v.length).map(i -> Float.floatToIntBits(v[i])))
            .map(bits -> IntBuffer.wrap(bits.toArray()))
            .distinct()
            .count();
  }

  /**
   * The cosines between the first units, {@code most × most}, row by row; NaN where one of the two
   * is all zeros, since the zero vector has no direction.
   */
  float[] cosines(int most) {
    int count = Math.min(most, vectors.length);
    double[] norms =
        Stream.of(vectors).limit(count).mapToDouble(v -> Math.sqrt(dot(v, v))).toArray();
    float[] cosines = new float[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        // 0 / 0 is the NaN of a unit of zeros.
        double cosine = dot(vectors[i], vectors[j]) / (norms[i] * norms[j]);
        float bounded = (float) Math.max(-1, Math.min(1, cosine));
        cosines[i * count + j] = bounded;
        cosines[j * count + i] = bounded;
      }
    }
    return cosines;
  }

  /**
   * The mean of the absolute cosines between two different units, as far as they have one; 1 if
   * there is only one unit, NaN if no two have a cosine.
   */
  static double meanAbsolute(float[] cosines) {
    int count = (int) Math.round(Math.sqrt(cosines.length));
    if (count < 2) {
      return 1;
    }
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        float cosine = cosines[i * count + j];
        sum += Float.isNaN(cosine) ? 0 : Math.abs(cosine);
        pairs += Float.isNaN(cosine) ? 0 : 1;
      }
    }
    return sum / pairs;
  }

  /**
   * An order in which each unit is followed by the one most like it that is left; those without a
   * cosine come last.
   */
  static int[] chain(float[] cosines) {
    int count = (int) Math.round(Math.sqrt(cosines.length));
    int[] order = new int[count];
    boolean[] used = new boolean[count];
    for (int place = 0; place < count; place++) {
      int next = -1;
      double nearest = Double.NEGATIVE_INFINITY;
      for (int unit = 0; unit < count; unit++) {
        // The first is any unit that has a cosine, which is one with itself.
        float cosine = cosines[(place == 0 ? unit : order[place - 1]) * count + unit];
        double nearness = Float.isNaN(cosine) ? -2 : place == 0 ? 1 : cosine;
        if (!used[unit] && nearness > nearest) {
          next = unit;
          nearest = nearness;
        }
      }
      order[place] = next;
      used[next] = true;
    }
    return order;
  }

  /** Four sums at once, since one would wait for itself at every term. */
  private static double dot(float[] a, float[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int whole = a.length - a.length % 4;
    for (int i = 0; i < whole; i += 4) {
      sum0 += (double) a[i] * b[i];
      sum1 += (double) a[i + 1] * b[i + 1];
      sum2 += (double) a[i + 2] * b[i + 2];
      sum3 += (double) a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      sum0 += (double) a[i] * b[i];
    }
    return sum0 + sum1 + sum2 + sum3;
  }
}
