package zigzag.report.run;

import zigzag.Numerals;
import zigzag.archive.run.Confusion;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Paint;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;

/**
 * A confusion matrix as an SVG: a row for each true class, a column for each predicted one.
 *
 * <p>The diagonal is shaded by its share of the row. Mistakes have a colour and a scale of their
 * own, which ends at the most frequent one; on the diagonal's scale they would all be white.
 *
 * @param subtitle what the reader should take from it; may be blank
 * @param note a caveat under the picture, such as "built-in digits, not MNIST"; may be blank
 */
public record ConfusionChart(String title, String subtitle, Confusion confusion, String note) {
  private static final double MARGIN = 24;
  private static final double LABELS = 44;
  private static final double SHARES = 64;

  /** Any paler and the text in the cell could not be read in one colour. */
  private static final double STRONGEST = 0.6;

  private static final double PALEST = 0.04;
  private static final Paint RIGHT = Paint.area(0);
  private static final Paint WRONG = Paint.area(1);

  /** Writes the matrix as one SVG document. */
  public String toSvg() {
    int classes = confusion.classes();
    double cell = Math.max(26, 46 - Math.max(0, classes - 10));
    double side = cell * classes;
    double left = MARGIN + LABELS;
    Figure figure = Figure.of(left + side + SHARES + MARGIN, MARGIN, title, subtitle, note);
    double top = figure.top() + LABELS;
    double bottom = top + side + 44;
    double digits = Math.min(TextFit.SIZE, cell * 0.36);
    return figure.svg(
        title,
        subtitle,
        bottom,
        8,
        svg -> {
          svg.ink("predicted", left + side / 2, top - 26, "middle");
          svg.upwards("true", MARGIN + 4, top + side / 2);
          svg.muted("recall %", left + side + 8, top - 8, "start");
          svg.muted("precision %", left - 8, bottom - 2, "start");
          svg.add("<g font-size='%s'>", digits);
          for (int i = 0; i < classes; i++) {
            double middle = (i + 0.5) * cell;
            double baseline = top + middle + digits * 0.35;
            svg.ink(String.valueOf(i), left + middle, top - 8, "middle");
            svg.ink(String.valueOf(i), left - 8, baseline, "end");
            svg.muted(percent(confusion.recall(i)), left + side + 8, baseline, "start");
            svg.muted(percent(confusion.precision(i)), left + middle, top + side + 20, "middle");
          }
          cells(svg, left, top, cell, digits);
          svg.add("</g>");
        });
  }

  private void cells(SvgWriter svg, double left, double top, double cell, double digits) {
    long worst = confusion.mistakes().stream().mapToLong(m -> m.count()).findFirst().orElse(1);
    for (int truth = 0; truth < confusion.classes(); truth++) {
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        long count = confusion.counts()[truth][predicted];
        boolean right = truth == predicted;
        double share = count / (double) (right ? Math.max(1, confusion.ofClass(truth)) : worst);
        double opacity = PALEST + (STRONGEST - PALEST) * share;
        double x = left + predicted * cell;
        double y = top + truth * cell;
        svg.add(
            "<rect %s data-true='%s' data-predicted='%s' fill-opacity='%s'"
                + " x='%s' y='%s' width='%s' height='%s'/>",
            right ? RIGHT : WRONG, truth, predicted, opacity, x + 1, y + 1, cell - 2, cell - 2);
        if (count > 0) {
          String text = Long.toString(count);
          svg.ink(text, x + cell / 2, y + cell / 2 + digits * 0.35, "middle");
        }
      }
    }
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : Numerals.format("%.1f", 100 * share);
  }
}
