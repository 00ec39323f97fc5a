package zigzag.archive.descent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.ReportLimits;

/**
 * The {@code summary.json} of a descend folder.
 *
 * @param command as the user typed it
 * @param surface what is descended on
 * @param start where every path starts
 * @param steps how many updates there are
 * @param near what counts as having arrived at a minimum
 * @param optimizers what each path comes to, in the user's order
 * @param scan of the learning rates; empty if none was asked for
 * @param versions what it was computed with
 */
public record DescentSummary(
    String command,
    Surface surface,
    Point start,
    long steps,
    double near,
    List<Descended> optimizers,
    Optional<Scan> scan,
    JsonNode versions) {
  public static final String NAME = "summary.json";

  /** By what it is told from another command's. */
  public static final List<String> KEYS = List.of("surface", "optimizers");

  /** The name under which every rule has its learning rate. */
  private static final String RATE = "learningRate";

  /**
   * A function of two variables.
   *
   * @param formula as people write it
   * @param source where it was published
   * @param quadratic what a quadratic one has besides
   * @param minima those that are known
   */
  public record Surface(
      String name,
      String formula,
      String source,
      Optional<Quadratic> quadratic,
      List<Point> minima) {
    private static Surface read(JsonFields json) {
      return new Surface(
          json.text("name"),
          json.text("formula"),
          json.text("source"),
          Quadratic.read(json),
          json.objectsIfAny("minima", ReportLimits.PATHS).stream()
              .map(DescentSummary::point)
              .toList());
    }

    private void write(ObjectNode json) {
      json.put("name", name).put("formula", formula).put("source", source);
      quadratic.ifPresent(values -> values.write(json));
      ArrayNode places = json.putArray("minima");
      minima.forEach(minimum -> put(places.addObject(), minimum));
    }
  }

  /**
   * The matrix {@code [[a, b], [b, c]]} of the second derivatives.
   *
   * @param condition the ratio of its eigenvalues
   */
  public record Quadratic(double condition, double a, double b, double c) {
    private static Optional<Quadratic> read(JsonFields surface) {
      if (!surface.node().path("hessian").isObject()) {
        return Optional.empty();
      }
      JsonFields hessian = surface.object("hessian");
      return Optional.of(
          new Quadratic(
              number(surface, "condition"),
              number(hessian, "a"),
              number(hessian, "b"),
              number(hessian, "c")));
    }

    private void write(ObjectNode surface) {
      surface.put("condition", condition);
      surface.putObject("hessian").put("a", a).put("b", b).put("c", c);
    }
  }

  /**
   * What an optimizer's path comes to.
   *
   * @param label what the user calls it
   * @param rule the name of its update rule
   * @param hyperparameters by name
   * @param steps those on which it kept to finite numbers
   * @param diverged whether the step after them led out of the finite numbers
   * @param pathLength the sum of the steps' lengths
   * @param zigzagIndex that over the straight distance from the first place to the last: 1 for a
   *     straight path; empty for one that ends where it started
   * @param turns how often dy changes its sign; a step with dy = 0 is passed over
   * @param stepsToMinimum the first step near a known minimum; empty if none is
   * @param last where it ends
   * @param finalDistance from there to the nearest known minimum; empty if none is known
   */
  public record Descended(
      String label,
      String rule,
      String formula,
      Map<String, Double> hyperparameters,
      long steps,
      boolean diverged,
      double pathLength,
      OptionalDouble zigzagIndex,
      long turns,
      OptionalInt stepsToMinimum,
      PathsFile.Step last,
      OptionalDouble finalDistance) {
    private static Descended read(JsonFields json) {
      JsonFields values = json.object("hyperparameters");
      Map<String, Double> hyperparameters = new LinkedHashMap<>();
      values
          .node()
          .fieldNames()
          .forEachRemaining(
              name -> values.number(name).ifPresent(value -> hyperparameters.put(name, value)));
      String label = json.text("label");
      if (!hyperparameters.containsKey(RATE)) {
        throw new InputException(json.place() + "the " + RATE + " of " + label + " is missing");
      }
      OptionalDouble arrived = json.number("steps_to_minimum");
      return new Descended(
          label,
          json.text("rule"),
          json.text("formula"),
          hyperparameters,
          json.whole("steps"),
          json.node().path("diverged").asBoolean(),
          number(json, "path_length"),
          json.number("zigzag_index"),
          json.whole("turns"),
          arrived.isPresent() ? OptionalInt.of((int) arrived.getAsDouble()) : OptionalInt.empty(),
          new PathsFile.Step(
              number(json, "final_x"), number(json, "final_y"), number(json, "final_f")),
          json.number("final_distance"));
    }

    private void write(ObjectNode json) {
      json.put("label", label).put("rule", rule).put("formula", formula);
      hyperparameters.forEach(json.putObject("hyperparameters")::put);
      json.put("steps", steps).put("diverged", diverged).put("path_length", pathLength);
      json.put("zigzag_index", orNull(zigzagIndex)).put("turns", turns);
      json.put("steps_to_minimum", stepsToMinimum.isPresent() ? stepsToMinimum.getAsInt() : null);
      json.put("final_x", (float) last.x()).put("final_y", (float) last.y());
      json.put("final_f", last.f()).put("final_distance", orNull(finalDistance));
    }

    public double learningRate() {
      return hyperparameters.get(RATE);
    }
  }

  /**
   * The largest learning rate at which gradient descent on a quadratic surface does not explode.
   *
   * @param largestStable found by trying
   * @param theory 2 / λ_max
   * @param relativeError |found / theory - 1|
   * @param largestEigenvalue λ_max of the Hessian
   * @param steps of each trial
   */
  public record Scan(
      double largestStable,
      double theory,
      double relativeError,
      double largestEigenvalue,
      long steps) {
    private static Optional<Scan> read(JsonFields summary) {
      if (!summary.node().path("lr_scan").isObject()) {
        return Optional.empty();
      }
      JsonFields json = summary.object("lr_scan");
      return Optional.of(
          new Scan(
              number(json, "largest_stable"),
              number(json, "theory"),
              number(json, "relative_error"),
              number(json, "largest_eigenvalue"),
              json.whole("steps")));
    }

    private void write(ObjectNode json) {
      json.put("largest_stable", largestStable).put("theory", theory);
      json.put("relative_error", relativeError).put("largest_eigenvalue", largestEigenvalue);
      json.put("steps", steps);
    }
  }

  /**
   * Reads what {@link #json} gives.
   *
   * @throws InputException if something is missing or malformed
   */
  public static DescentSummary of(JsonFields json) {
    return new DescentSummary(
        json.line("command"),
        Surface.read(json.object("surface")),
        point(json.object("start")),
        json.whole("steps"),
        number(json, "near"),
        json.objects("optimizers", ReportLimits.PATHS).stream().map(Descended::read).toList(),
        Scan.read(json),
        json.node().path("versions"));
  }

  private static Point point(JsonFields json) {
    return new Point(number(json, "x"), number(json, "y"));
  }

  private static double number(JsonFields json, String name) {
    return json.number(name)
        .orElseThrow(
            () -> new InputException(json.place() + name + " is missing; it should be a number"));
  }

  /** Writes the file. */
  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), json());
  }

  /** What is in the file. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("command", command);
    surface.write(json.putObject("surface"));
    put(json.putObject("start"), start);
    json.put("steps", steps).put("near", near);
    ArrayNode descended = json.putArray("optimizers");
    optimizers.forEach(optimizer -> optimizer.write(descended.addObject()));
    scan.ifPresentOrElse(
        found -> found.write(json.putObject("lr_scan")), () -> json.putNull("lr_scan"));
    json.set("versions", versions);
    return json;
  }

  private static void put(ObjectNode json, Point point) {
    json.put("x", point.x()).put("y", point.y());
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
