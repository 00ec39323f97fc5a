package zigzag.archive.descent;

/** A place on the plane. */
public record Point(double x, double y) {
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
