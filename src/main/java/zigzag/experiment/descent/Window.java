package zigzag.experiment.descent;

import zigzag.archive.descent.Point;

/** The part of the plane that is drawn. */
public record Window(double xLow, double xHigh, double yLow, double yHigh) {
  /** Beyond the outermost point, as a share of the width or height. */
  private static final double MARGIN = 0.08;

  public Window {
    if (!(xLow < xHigh && yLow < yHigh)) {
      throw new IllegalArgumentException("an empty window");
    }
  }

  /** The same window, or a larger one that shows a point, too. */
  Window with(Point point) {
    double x = MARGIN * (Math.max(xHigh, point.x()) - Math.min(xLow, point.x()));
    double y = MARGIN * (Math.max(yHigh, point.y()) - Math.min(yLow, point.y()));
    return new Window(
        point.x() < xLow ? point.x() - x : xLow,
        point.x() > xHigh ? point.x() + x : xHigh,
        point.y() < yLow ? point.y() - y : yLow,
        point.y() > yHigh ? point.y() + y : yHigh);
  }
}
