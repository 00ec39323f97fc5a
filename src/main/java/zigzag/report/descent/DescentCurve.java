package zigzag.report.descent;

import java.util.List;
import java.util.function.ToDoubleFunction;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.PathsFile.Step;

/**
 * One optimizer's path with its figures.
 *
 * @param steps the places and the values there, the start first
 */
record DescentCurve(Descended figures, List<Step> steps) {
  String label() {
    return figures.label();
  }

  String rule() {
    return figures.rule();
  }

  double[] x() {
    return values(Step::x);
  }

  double[] y() {
    return values(Step::y);
  }

  double[] f() {
    return values(Step::f);
  }

  private double[] values(ToDoubleFunction<Step> value) {
    return steps.stream().mapToDouble(value).toArray();
  }
}
