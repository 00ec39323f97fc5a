package zigzag.cli.option;

import java.util.List;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.archive.descent.Point;
import zigzag.experiment.descent.Surface;
import zigzag.experiment.descent.Surfaces;

/** The flags that say what is descended on, and from where. */
public final class DescentSurface {
  @Option(
      names = "--surface",
      paramLabel = "NAME",
      description =
          "bowl, beale, rosenbrock, himmelblau, rastrigin, saddle or ravine (default: bowl)")
  private String name;

  @Option(
      names = "--condition",
      paramLabel = "K",
      description = "of the ravine: so much steeper is it across than along (default: 100)")
  private Double condition;

  @Option(
      names = "--expression",
      paramLabel = "F",
      description =
          "a function of your own, as in \"x^2/20 + y^2\": + - * / ^, pi, e, sin, cos, tan, exp,"
              + " ln, sqrt, abs and their like, angles in radians")
  private String expression;

  @Option(
      names = "--start",
      paramLabel = "X,Y",
      split = ",",
      hideParamSyntax = true,
      description = "where the paths start (default: the surface's own, on the bowl -7,2)")
  private List<Double> start;

  /** What is descended on. */
  public Surface surface() {
    InputException.refuseBoth(
        expression != null && (name != null || condition != null),
        "--expression",
        name != null ? "--surface" : "--condition");
    if (start != null && start.size() != 2) {
      throw new InputException("--start takes two numbers, as in -7,2; there are " + start.size());
    }
    if (expression != null) {
      return Surface.ofFormula(expression, from(Surface.START));
    }
    Surface surface =
        Surfaces.all(condition == null ? Surfaces.CONDITION : condition)
            .pick(name == null ? "bowl" : name);
    if (condition != null && !surface.key().equals("ravine")) {
      throw new InputException("--condition is for --surface ravine; leave one out");
    }
    return surface;
  }

  /** Where the user wants to start, or else the given place. */
  public Point from(Point usual) {
    return start == null ? usual : new Point(start.get(0), start.get(1));
  }
}
