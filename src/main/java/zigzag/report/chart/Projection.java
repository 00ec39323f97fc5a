package zigzag.report.chart;

import java.util.Arrays;
import zigzag.report.chart.Axis.Range;
import zigzag.report.chart.Axis.Scale;

/**
 * From the values of an axis to pixels.
 *
 * @param range the values at the ends of the axis
 * @param start the pixel of its low end
 * @param end the pixel of its high end
 */
record Projection(Axis axis, Range range, double start, double end) {
  /** Far outside any picture, and short when written. */
  private static final double FAR = 1e5;

  /** The pixel of a value; NaN for one that the axis cannot show. */
  double at(double value) {
    if (!axis.shows(value)) {
      return Double.NaN;
    }
    double share =
        axis.scale() == Scale.LOG10
            ? (Math.log(value) - Math.log(range.low()))
                / (Math.log(range.high()) - Math.log(range.low()))
            : (value - range.low()) / range.span();
    return Math.max(-FAR, Math.min(FAR, start + share * (end - start)));
  }

  double[] at(double[] values) {
    return Arrays.stream(values).map(this::at).toArray();
  }
}
