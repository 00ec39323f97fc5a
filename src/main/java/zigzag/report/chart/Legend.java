package zigzag.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Samples of curves with their names beside them, in lines. */
public record Legend(List<List<Series>> lines, double gap) {
  public static final double NAME_WIDTH = 250;
  private static final double SAMPLE = 34;
  private static final double LINE_HEIGHT = 22;
  private static final double BETWEEN = 24;

  static Legend column(List<Series> curves) {
    return new Legend(curves.stream().map(List::of).toList(), 10);
  }

  /** Curves side by side, in as many lines as they need. */
  public static Legend row(List<Series> curves, double width) {
    Legend legend = new Legend(new ArrayList<>(), 8);
    double used = width + 1;
    for (Series curve : curves) {
      double needed = legend.width(curve) + BETWEEN;
      if (used + needed > width) {
        legend.lines.add(new ArrayList<>());
        used = 0;
      }
      legend.lines.get(legend.lines.size() - 1).add(curve);
      used += needed;
    }
    return legend;
  }

  private static String name(Series curve) {
    return TextFit.shortened(curve.name(), NAME_WIDTH);
  }

  private double width(Series curve) {
    return SAMPLE + gap + TextFit.width(name(curve));
  }

  double columnWidth() {
    double longest =
        lines.stream().mapToDouble(line -> TextFit.width(line.get(0).name())).max().orElse(0);
    return SAMPLE + gap + Math.min(NAME_WIDTH, longest);
  }

  public double height() {
    return LINE_HEIGHT * lines.size();
  }

  /** Writes it from the middle of its first sample on. */
  public void write(SvgWriter svg, double left, double top) {
    double y = top;
    for (List<Series> line : lines) {
      double x = left;
      for (Series curve : line) {
        Plot.sample(svg, curve, x, y, SAMPLE);
        svg.ink(name(curve), x + SAMPLE + gap, y + 4.5, "start");
        x += width(curve) + BETWEEN;
      }
      y += LINE_HEIGHT;
    }
  }
}
