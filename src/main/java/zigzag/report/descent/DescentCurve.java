package zigzag.report.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import zigzag.archive.JsonFields;

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

  /** The names of the numbers that the rule has. */
  List<String> hyperparameters() {
    List<String> names = new ArrayList<>();
    JsonFields given = figures.object("hyperparameters");
    given.node().fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> given.number(name).isEmpty());
    return names;
  }

  OptionalDouble zigzagIndex() {
    return figures.number("zigzag_index");
  }

  int steps() {
    return x.length - 1;
  }
}
