package zigzag.archive.descent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;

/**
 * The {@code summary.json} of a descend folder. A value that there is none of is null.
 *
 * @param command as the user typed it
 * @param start where every path starts
 * @param near what counts as having arrived at a minimum
 * @param optimizers what each path comes to, in the user's order
 * @param scan of the learning rates, if one was asked for
 * @param versions what it was computed with
 */
public record DescentSummary(
    String command,
    Surface surface,
    Point start,
    long steps,
    double near,
    List<Descended> optimizers,
    @JsonProperty("lr_scan") Scan scan,
    Map<String, String> versions) {
  public static final String NAME = "summary.json";

  /** By what it is told from another command's. */
  public static final List<String> KEYS = List.of("surface", "optimizers");

  /** The name under which every rule has its learning rate. */
  private static final String RATE = "learningRate";

  public DescentSummary {
    Json.require("command", command, String.class);
    Json.require("surface", surface, Surface.class);
    Json.require("start", start, Point.class);
    Json.requireSize("optimizers", optimizers, ReportLimits.PATHS);
  }

  /**
   * A function of two variables.
   *
   * @param condition of a quadratic one: the ratio of the eigenvalues of its Hessian
   * @param minima those that are known
   */
  public record Surface(
      String name,
      String formula,
      String source,
      @JsonInclude(JsonInclude.Include.NON_NULL) Double condition,
      @JsonInclude(JsonInclude.Include.NON_NULL) Hessian hessian,
      List<Point> minima) {
    public Surface {
      Json.requireLine("name", name, Json.LINE);
      Json.requireLine("formula", formula, Json.LINE);
      Json.requireLine("source", source, Json.LINE);
      minima = minima == null ? List.of() : minima;
      if (!minima.isEmpty()) {
        Json.requireSize("minima", minima, ReportLimits.PATHS);
      }
    }
  }

  /** The matrix {@code [[a, b], [b, c]]} of the second derivatives of a quadratic function. */
  public record Hessian(double a, double b, double c) {}

  /**
   * What an optimizer's path comes to.
   *
   * @param label what the user calls it
   * @param steps those on which it kept to finite numbers
   * @param diverged whether the step after them led out of the finite numbers
   * @param pathLength the sum of the steps' lengths
   * @param zigzagIndex that over the straight distance from the first place to the last: 1 for a
   *     straight path; null for one that ends where it started
   * @param turns how often dy changes its sign; a step with dy = 0 is passed over
   * @param stepsToMinimum the first step near a known minimum, if one is
   * @param finalDistance from where it ends to the nearest known minimum, if one is known
   */
  public record Descended(
      String label,
      String rule,
      String formula,
      Map<String, Double> hyperparameters,
      long steps,
      boolean diverged,
      double pathLength,
      Double zigzagIndex,
      long turns,
      Integer stepsToMinimum,
      float finalX,
      float finalY,
      double finalF,
      Double finalDistance) {
    public Descended {
      Json.requireLine("label", label, Json.LINE);
      Json.requireLine("rule", rule, Json.LINE);
      Json.requireLine("formula", formula, Json.LINE);
      Json.require("hyperparameters", hyperparameters, Map.class);
      if (hyperparameters.get(RATE) == null) {
        throw new InputException("hyperparameters." + RATE + " is missing");
      }
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
      long steps) {}

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }
}
