package zigzag.report.descent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import zigzag.Printable;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.DescentSummary.Hessian;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.report.descent.DescentReport.Curve;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;

/** The page of a descent: what its template and its script are given. */
record DescentPage(DescentReport descent) {
  /** The surfaces and the rules that descend.js knows. */
  private static final Set<String> SURFACES =
      Set.of("bowl", "beale", "rosenbrock", "himmelblau", "rastrigin", "saddle", "ravine");

  private static final Set<String> RULES = Set.of("sgd", "momentum", "adagrad", "adam");

  /** What is drawn of a path: a page of 100,000 steps would be too large, and look no different. */
  private static final int MAX_STEPS = 2000;

  private static final List<Double> NO_HESSIAN = List.of(0.0, 0.0, 0.0);

  /** The resolution of the contour lines across the window. */
  private static final int PLACES = 4000;

  String render() throws IOException {
    return Page.render("descend", view(), data());
  }

  private boolean isKnownSurface() {
    return SURFACES.contains(descent.summary().surface().name());
  }

  private Map<String, Object> view() {
    String surface = descent.summary().surface().name();
    Set<String> rules =
        descent.curves().stream().map(c -> c.figures().rule()).collect(Collectors.toSet());
    boolean valley = Set.of("bowl", "ravine").contains(surface);
    Map<String, Object> view = new HashMap<>();
    view.put("descent", descent);
    view.put("headings", DescentReport.HEADINGS);
    view.put("fixed", fixed());
    view.put("valley", valley);
    view.put("bowl", surface.equals("bowl"));
    RULES.forEach(rule -> view.put("has_" + rule, valley && rules.contains(rule)));
    view.put("command", Printable.line(descent.summary().command()));
    view.put("settings", Setting.of(descent.json()));
    view.put(
        "cut", descent.curves().stream().anyMatch(curve -> curve.steps().size() > MAX_STEPS + 1));
    return view;
  }

  /** Why some learning rates, or all, can't be changed in the page; null if they can. */
  private String fixed() {
    if (!isKnownSurface()) {
      return "This page can compute paths on the built-in surfaces only, so there are no sliders"
          + " for the learning rates of a function of your own.";
    }
    String others =
        descent.curves().stream()
            .filter(curve -> !RULES.contains(curve.figures().rule()))
            .map(Curve::label)
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? null
        : "No slider and no other start for "
            + others
            + ": this page can compute sgd, momentum, adagrad and adam only.";
  }

  private Map<String, Object> data() {
    HeightGrid grid = descent.grid();
    DescentSummary.Surface surface = descent.summary().surface();
    Hessian of = surface.hessian();
    return Map.of(
        "window", List.of(grid.xLow(), grid.xHigh(), grid.yLow(), grid.yHigh()),
        "places", PLACES,
        "contours", Contours.all(grid).map(this::places).toList(),
        "minima", surface.minima().stream().map(at -> List.of(at.x(), at.y())).toList(),
        "steps", Math.min(MAX_STEPS, descent.summary().steps()),
        "surface", surface.name(),
        "hessian", of == null ? NO_HESSIAN : List.of(of.a(), of.b(), of.c()),
        "styles", descent.curves().stream().map(Curve::style).toList(),
        "paths", descent.curves().stream().map(this::path).toList());
  }

  private List<Integer> places(Contours.Line line) {
    HeightGrid grid = descent.grid();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < line.x().length; i++) {
      places.add(place(line.x()[i], grid.xLow(), grid.xHigh()));
      places.add(place(line.y()[i], grid.yLow(), grid.yHigh()));
    }
    return places;
  }

  private static int place(double value, double low, double high) {
    return (int) Math.round(PLACES * (value - low) / (high - low));
  }

  private Map<String, Object> path(Curve curve) {
    Descended figures = curve.figures();
    return Map.of(
        "label", figures.label(),
        "rule", figures.rule(),
        "values", figures.hyperparameters(),
        "computable", isKnownSurface() && RULES.contains(figures.rule()),
        "diverged", figures.diverged(),
        "x", drawn(curve, Step::x),
        "y", drawn(curve, Step::y),
        "f", drawn(curve, Step::f));
  }

  private static double[] drawn(Curve curve, ToDoubleFunction<Step> value) {
    return Arrays.copyOf(curve.values(value), Math.min(MAX_STEPS + 1, curve.steps().size()));
  }
}
