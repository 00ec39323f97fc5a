package zigzag.report.chart;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One curve of a {@link LineChart}: points in the order they are joined, and how they are drawn.
 *
 * <p>A point whose {@code y} is NaN, infinite or off a logarithmic axis is a gap. The arrays are
 * taken as they are, without copying them.
 *
 * @param name what the legend calls it; a blank name is left out of the legend
 * @param style picks colour, dashes and marker: the same number, the same look in every chart
 * @param look how the points are drawn
 * @param band what is shaded around the curve, such as a confidence interval
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of values that nobody compares
public record Series(
    String name, int style, Look look, double[] x, double[] y, Optional<Band> band) {

  /** How the points of a series are drawn. */
  public enum Look {
    /** A line and, where there are few points, markers on it. */
    LINE,
    /** A thin, pale line, for raw values behind their smoothed curve. */
    FAINT,
    /** A cross at each point and no line, for what failed. */
    CROSSES,
    /** A ring about each point and no line, for what was chosen. */
    RINGS
  }

  /** The lower and upper edge of the shading at each x of the curve. */
  @SuppressWarnings("ArrayRecordComponent") // thousands of values that nobody compares
  public record Band(double[] low, double[] high) {
    public Band {
      if (low.length != high.length) {
        throw new IllegalArgumentException(low.length + " low and " + high.length + " high");
      }
    }
  }

  public Series {
    Objects.requireNonNull(name);
    if (style < 0) {
      throw new IllegalArgumentException("style " + style);
    }
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x and " + y.length + " y");
    }
    if (band.isPresent() && band.get().low().length != x.length) {
      throw new IllegalArgumentException(
          "a band of " + band.get().low().length + " for " + x.length + " points");
    }
  }

  /** A plain curve. */
  public static Series of(String name, int style, double[] x, double[] y) {
    return new Series(name, style, Look.LINE, x, y, Optional.empty());
  }

  /** The heights of the curve and of the edges of its band. */
  Stream<double[]> heights() {
    return Stream.concat(Stream.of(y), band.stream().flatMap(b -> Stream.of(b.low(), b.high())));
  }

  /** The same points, drawn otherwise. */
  public Series as(Look other) {
    return new Series(name, style, other, x, y, band);
  }

  /** The same curve with the space between two edges shaded. */
  public Series withBand(double[] low, double[] high) {
    return new Series(name, style, look, x, y, Optional.of(new Band(low, high)));
  }
}
