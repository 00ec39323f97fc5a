package zigzag.report.symmetry;

import java.util.List;
import zigzag.Numerals;
import zigzag.archive.symmetry.Histogram;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Paint;
import zigzag.report.chart.SvgWriter;
import zigzag.report.chart.TextFit;

/**
 * What the hidden and the output layer give before and after training, as histograms: a row for
 * each initializer.
 *
 * <p>Heights are square roots of shares, the same in all plots: else a bin that holds everything,
 * as with weights of zero, and a wide distribution could not be seen on one scale.
 *
 * <p>After the experiments of K. Saitoh, Deep Learning from Scratch, chapter 6, and X. Glorot and
 * Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS
 * 2010.
 */
final class ActivationsChart {
  private static final double MARGIN = 24;
  private static final double MAX_NAMES = 160;

  /** For the numbers along the height, left of the plots. */
  private static final double MARK_WIDTH = 40;

  private static final double WIDTH = 190;
  private static final double HEIGHT = 84;
  private static final double GAP = 18;

  /** Between the two layers. */
  private static final double WIDE_GAP = 60;

  /** In percent. */
  private static final int[] MARKS = {1, 10, 50, 100};

  private final SymmetryReport folder;

  /** Of the first plot. */
  private final double first;

  ActivationsChart(SymmetryReport folder) {
    this.folder = folder;
    double longest =
        folder.inits().stream().mapToDouble(init -> TextFit.width(init.name())).max().orElse(0);
    first = MARGIN + Math.min(MAX_NAMES, longest) + MARK_WIDTH;
  }

  String toSvg() {
    double width = first + MARGIN + 4 * WIDTH + 2 * GAP + WIDE_GAP;
    Figure figure =
        Figure.of(
            width,
            MARGIN,
            "What the hidden and the output layer give, at the start and at the end",
            SymmetryHeadline.setting(folder),
            SymmetryHeadline.note(folder, "height: share of the values, on a square root scale"));
    double top = figure.top() + 48;
    List<SymmetryInit> inits = folder.inits();
    double bottom = top + inits.size() * (HEIGHT + GAP) + 14;
    return figure.svg(
        "Histograms of the activations",
        "One row for each of " + String.join(", ", inits.stream().map(i -> i.name()).toList()),
        bottom,
        16,
        svg -> {
          columnTitles(svg, top);
          for (int i = 0; i < inits.size(); i++) {
            row(svg, inits.get(i), top + i * (HEIGHT + GAP), i == inits.size() - 1);
          }
        });
  }

  private double left(int column) {
    return first + column * (WIDTH + GAP) + (column > 1 ? WIDE_GAP - GAP : 0);
  }

  private void columnTitles(SvgWriter svg, double top) {
    String[] layers = {
      "Hidden layer (" + folder.summary().activation() + ")", "Class probabilities"
    };
    String start = Numerals.format("at step %,d", folder.steps().get(0));
    for (int layer = 0; layer < 2; layer++) {
      svg.strong(layers[layer], left(2 * layer), top - 28);
      svg.muted(start, left(2 * layer), top - 9, "start");
      svg.muted("at the end", left(2 * layer + 1), top - 9, "start");
    }
  }

  private void row(SvgWriter svg, SymmetryInit init, double top, boolean last) {
    String name = TextFit.shortened(init.name(), MAX_NAMES);
    svg.ink(name, MARGIN, top + HEIGHT / 2 + 4.5, "start");
    List<Histogram> histograms =
        List.of(
            init.start().hidden(), init.end().hidden(), init.start().output(), init.end().output());
    for (int column = 0; column < histograms.size(); column++) {
      Histogram histogram = histograms.get(column);
      double left = left(column);
      grid(svg, left, top, column % 2 == 0);
      bars(svg, histogram, init.style(), left, top);
      if (last) {
        svg.muted(SvgWriter.number(histogram.low()), left, top + HEIGHT + 17, "start");
        svg.muted(SvgWriter.number(histogram.high()), left + WIDTH, top + HEIGHT + 17, "end");
      }
    }
  }

  private static void grid(SvgWriter svg, double left, double top, boolean labelled) {
    svg.add("<g font-size='10'>");
    for (int percent : MARKS) {
      double y = top + HEIGHT - height(percent / 100.0);
      svg.add("<path %s d='M%s %sh%s'/>", Paint.GRID, left, y, WIDTH);
      if (labelled) {
        svg.muted(percent + " %", left - 5, y + 3.5, "end");
      }
    }
    svg.add("</g>");
    svg.add("<path %s d='M%s %sh%s'/>", Paint.AXIS, left, top + HEIGHT, WIDTH);
  }

  private static double height(double share) {
    return HEIGHT * Math.sqrt(share);
  }

  private static void bars(SvgWriter svg, Histogram histogram, int style, double left, double top) {
    double[] shares = histogram.shares();
    double width = WIDTH / shares.length;
    StringBuilder path = new StringBuilder();
    for (int bin = 0; bin < shares.length; bin++) {
      if (shares[bin] > 0) {
        double height = height(shares[bin]);
        path.append(
            Numerals.format(
                "M%.2f %.2fv%.2fh%.2fv%.2fz",
                left + bin * width, top + HEIGHT, -height, Math.max(0.5, width - 0.4), height));
      }
    }
    svg.add("<path %s d='%s'/>", Paint.area(style), path);
  }
}
