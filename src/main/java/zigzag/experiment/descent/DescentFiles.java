package zigzag.experiment.descent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.archive.AtomicFile;
import zigzag.optimizer.Optimizers;
import zigzag.training.settings.Versions;

/**
 * What a descent leaves: {@code paths.csv}, {@code surface.csv} (the values that contour lines are
 * drawn from) and {@code summary.json}.
 *
 * @param descent what was done
 * @param paths in the user's order
 * @param scan of the learning rates; empty if none was asked for
 * @param command as the user typed it
 */
public record DescentFiles(
    Descent descent, List<DescentPath> paths, Optional<StabilityScan> scan, String command) {
  /** Their names. */
  public static final List<String> NAMES = List.of("paths.csv", "surface.csv", "summary.json");

  /** Points of the grid along each axis. */
  private static final int GRID = 121;

  /** Writes them; {@code summary.json}, which tells whose the others are, is the first. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve("summary.json"), summary().toPrettyString() + "\n");
    AtomicFile.write(
        folder.resolve("paths.csv"),
        out -> {
          out.write("optimizer,step,x,y,f\n".getBytes(StandardCharsets.UTF_8));
          for (DescentPath path : paths) {
            for (int i = 0; i < path.steps().size(); i++) {
              DescentPath.Step step = path.steps().get(i);
              String line =
                  path.label() + ',' + i + ',' + step.x() + ',' + step.y() + ',' + step.f() + '\n';
              out.write(line.getBytes(StandardCharsets.UTF_8));
            }
          }
        });
    AtomicFile.write(folder.resolve("surface.csv"), grid());
  }

  private Window window() {
    Window window = descent.surface().window().with(descent.start());
    for (Point minimum : descent.surface().minima()) {
      window = window.with(minimum);
    }
    return window;
  }

  /** Row by row from the lowest y, each from the lowest x; no value where f is not finite. */
  private String grid() {
    Window window = window();
    StringBuilder text = new StringBuilder("x,y,f\n");
    for (int row = 0; row < GRID; row++) {
      double y = at(window.yLow(), window.yHigh(), row);
      for (int column = 0; column < GRID; column++) {
        double x = at(window.xLow(), window.xHigh(), column);
        double f = descent.surface().value(x, y);
        text.append(x).append(',').append(y).append(',');
        text.append(Double.isFinite(f) ? Double.toString(f) : "").append('\n');
      }
    }
    return text.toString();
  }

  private static double at(double low, double high, int i) {
    double share = i / (GRID - 1.0);
    return (1 - share) * low + share * high;
  }

  /** All the figures. */
  public ObjectNode summary() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("command", command);
    surface(json.putObject("surface"));
    put(json.putObject("start"), descent.start());
    json.put("steps", descent.steps());
    json.put("near", DescentFigures.NEAR);
    ArrayNode optimizers = json.putArray("optimizers");
    paths.forEach(path -> path(optimizers.addObject(), path));
    if (scan.isPresent()) {
      ObjectNode node = json.putObject("lr_scan");
      node.put("largest_stable", scan.get().found());
      node.put("theory", scan.get().theory());
      node.put("relative_error", scan.get().relativeError());
      node.put("largest_eigenvalue", scan.get().largestEigenvalue());
      node.put("steps", scan.get().steps());
    } else {
      json.putNull("lr_scan");
    }
    Versions.all().forEach(json.putObject("versions")::put);
    return json;
  }

  private void surface(ObjectNode node) {
    Surface surface = descent.surface();
    node.put("name", surface.key());
    node.put("formula", surface.formula());
    node.put("source", surface.source());
    if (surface instanceof QuadraticSurface quadratic) {
      node.put("condition", quadratic.largestEigenvalue() / quadratic.smallestEigenvalue());
      node.putObject("hessian")
          .put("a", quadratic.a())
          .put("b", quadratic.b())
          .put("c", quadratic.c());
    }
    ArrayNode minima = node.putArray("minima");
    surface.minima().forEach(minimum -> put(minima.addObject(), minimum));
  }

  private static void put(ObjectNode node, Point point) {
    node.put("x", point.x()).put("y", point.y());
  }

  private void path(ObjectNode node, DescentPath path) {
    DescentFigures figures = DescentFigures.of(path, descent.surface().minima());
    node.put("label", path.label());
    node.put("rule", path.rule().name());
    node.put("formula", path.rule().formula());
    Optimizers.hyperparameters(path.rule()).forEach(node.putObject("hyperparameters")::put);
    node.put("steps", path.steps().size() - 1);
    node.put("diverged", path.diverged());
    node.put("path_length", figures.pathLength());
    number(node, "zigzag_index", figures.zigzagIndex());
    node.put("turns", figures.turns());
    if (figures.stepsToMinimum().isPresent()) {
      node.put("steps_to_minimum", figures.stepsToMinimum().getAsInt());
    } else {
      node.putNull("steps_to_minimum");
    }
    node.put("final_x", path.last().x());
    node.put("final_y", path.last().y());
    node.put("final_f", figures.finalF());
    number(node, "final_distance", figures.finalDistance());
  }

  private static void number(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}
