package zigzag.report;

import java.util.OptionalDouble;

/**
 * One optimizer's path with its figures.
 *
 * @param rule the name of its update rule
 * @param figures its part of {@code summary.json}
 * @param x the places, the start first
 * @param f the values there
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares or prints
record DescentCurve(
    String label, String rule, JsonFields figures, double[] x, double[] y, double[] f) {
  boolean diverged() {
    return figures.node().path("diverged").asBoolean();
  }

  OptionalDouble rate() {
    return figures.object("hyperparameters").number("learningRate");
  }

  OptionalDouble zigzagIndex() {
    return figures.number("zigzag_index");
  }

  int steps() {
    return x.length - 1;
  }
}
