package zigzag.report.descent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import zigzag.archive.descent.HeightGrid;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;

/** The page of a descent: what its template and its script are given. */
final class DescentPage {
  /** The surfaces and the rules that descend.js knows. */
  private static final Set<String> SURFACES =
      Set.of("bowl", "beale", "rosenbrock", "himmelblau", "rastrigin", "saddle", "ravine");

  private static final Set<String> RULES = Set.of("sgd", "momentum", "adagrad", "adam");

  /** What is drawn of a path: a page of 100,000 steps would be too large, and look no different. */
  static final int MAX_STEPS = 2000;

  /** The resolution of the contour lines across the window. */
  private static final int PLACES = 4000;

  private final DescentFolder descent;

  DescentPage(DescentFolder descent) {
    this.descent = descent;
  }

  String render() throws IOException {
    return Page.render("descend", view(), data());
  }

  private boolean isKnownSurface() {
    return SURFACES.contains(descent.summary().surface().name());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    view.put("function", descent.function());
    view.put("course", descent.course());
    view.put("headings", DescentText.HEADINGS);
    List<Integer> styles = descent.styles();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < descent.curves().size(); i++) {
      List<String> cells = DescentText.row(descent.curves().get(i).figures());
      rows.add(
          Map.of(
              "style", styles.get(i),
              "name", cells.get(0),
              "cells", cells.subList(1, cells.size())));
    }
    view.put("rows", rows);
    view.put("notes", new DescentText(descent).notes());
    view.put("fixed", fixed().orElse(null));
    Set<String> rules = new HashSet<>();
    descent.curves().forEach(curve -> rules.add(curve.rule()));
    boolean valley = Set.of("bowl", "ravine").contains(descent.summary().surface().name());
    view.put("valley", valley);
    view.put("bowl", descent.summary().surface().name().equals("bowl"));
    RULES.forEach(rule -> view.put("has_" + rule, valley && rules.contains(rule)));
    view.put("command", descent.summary().command());
    view.put("settings", Setting.of(descent.json()));
    view.put(
        "cut", descent.curves().stream().anyMatch(curve -> curve.steps().size() > MAX_STEPS + 1));
    return view;
  }

  /** Why some learning rates, or all, can't be changed in the page. */
  private Optional<String> fixed() {
    if (!isKnownSurface()) {
      return Optional.of(
          "This page can compute paths on the built-in surfaces only, so there are no sliders for"
              + " the learning rates of a function of your own.");
    }
    List<String> others =
        descent.curves().stream()
            .filter(curve -> !RULES.contains(curve.rule()))
            .map(DescentCurve::label)
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No slider and no other start for "
                + String.join(", ", others)
                + ": this page can compute sgd, momentum, adagrad and adam only.");
  }

  private Map<String, Object> data() {
    HeightGrid grid = descent.grid();
    Map<String, Object> data = new TreeMap<>();
    data.put("window", List.of(grid.xLow(), grid.xHigh(), grid.yLow(), grid.yHigh()));
    data.put("places", PLACES);
    List<List<Integer>> lines = new ArrayList<>();
    for (double level : Contours.levels(grid)) {
      Contours.of(grid, level).forEach(line -> lines.add(places(line)));
    }
    data.put("contours", lines);
    data.put(
        "minima",
        descent.summary().surface().minima().stream()
            .map(minimum -> List.of(minimum.x(), minimum.y()))
            .toList());
    data.put("steps", Math.min(MAX_STEPS, descent.summary().steps()));
    data.put("surface", descent.summary().surface().name());
    data.put(
        "hessian",
        descent
            .summary()
            .surface()
            .quadratic()
            .map(quadratic -> List.of(quadratic.a(), quadratic.b(), quadratic.c()))
            .orElse(List.of(0.0, 0.0, 0.0)));
    data.put("styles", descent.styles());
    data.put("paths", descent.curves().stream().map(this::path).toList());
    return data;
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

  private Map<String, Object> path(DescentCurve curve) {
    Map<String, Object> path = new LinkedHashMap<>();
    path.put("label", curve.label());
    path.put("rule", curve.rule());
    path.put("values", new TreeMap<>(curve.figures().hyperparameters()));
    path.put("computable", isKnownSurface() && RULES.contains(curve.rule()));
    path.put("diverged", curve.figures().diverged());
    int places = Math.min(MAX_STEPS + 1, curve.steps().size());
    path.put("x", Arrays.copyOf(curve.x(), places));
    path.put("y", Arrays.copyOf(curve.y(), places));
    path.put("f", Arrays.copyOf(curve.f(), places));
    return path;
  }
}
