package zigzag.report.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.Png;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Examples;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.StepLosses;
import zigzag.report.chart.Smoothing;
import zigzag.report.page.Page;
import zigzag.report.page.PageNetwork;
import zigzag.report.page.Setting;

/** The page of one run: what its template and its script are given. */
final class RunPage {
  /** Beyond this many points, neighbouring steps are averaged: they share pixels anyway. */
  private static final int MAX_POINTS = 50_000;

  private static final int NAMED_MISTAKES = 8;

  private final RunFolder run;
  private final Optional<String> svg;
  private final Optional<PageNetwork> network;

  /** Why there is no network to draw for, if there is none. */
  private final Optional<String> undrawable;

  /** The page of a run, with its confusion matrix as an SVG and its network if there are any. */
  RunPage(RunFolder run, Optional<String> svg, Optional<PageNetwork> network) {
    this.run = run;
    this.svg = svg;
    this.network = network;
    undrawable = network.isPresent() ? network.get().problem() : Optional.of(missing(run));
  }

  private static String missing(RunFolder run) {
    return switch (run.summary().stopped()) {
      case DIVERGED -> "The training diverged, so no network was kept that could read a drawing.";
      case INTERRUPTED ->
          "There will be a network to draw for when the training has come to its end.";
      case FINISHED, EARLY, STOPPED ->
          RunFiles.MODEL + " is not in the folder, so there is nothing to draw for.";
    };
  }

  String render() throws IOException {
    return Page.render("run", view(), data());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    view.put("name", run.name());
    view.put("dataset", run.data().name());
    view.put("trained", RunHeadline.trained(run.config(), run.summary()));
    view.put("banners", RunHeadline.banners(run));
    view.put("results", RunHeadline.results(run));
    view.put("epochColumns", EpochMetrics.FILE.columns());
    view.put("epochRows", epochRows());
    view.put("settings", Setting.of(run.config().json()));
    view.put("command", run.config().command().map(Printable::line).orElse(null));
    view.put("drawable", undrawable.isEmpty());
    view.put("undrawable", undrawable.orElse(null));
    view.put("startable", run.examples().isPresent());
    // The page draws the units of a network that it has.
    view.put("units", undrawable.flatMap(why -> run.units()).map(RunPage::image).orElse(null));
    view.put("confusion", run.confusion().map(this::confusion).orElse(null));
    return view;
  }

  private static Map<String, Object> image(Png png) {
    return Map.of("base64", base64(png), "width", png.width(), "height", png.height());
  }

  private Map<String, Object> confusion(Confusion confusion) {
    List<String> mistakes =
        confusion.mistakes().stream()
            .limit(NAMED_MISTAKES)
            .map(
                m ->
                    Numerals.format(
                        "%d taken for %d: %,d of %,d (%.1f %%)",
                        m.truth(),
                        m.predicted(),
                        m.count(),
                        confusion.ofClass(m.truth()),
                        100.0 * m.count() / confusion.ofClass(m.truth())))
            .toList();
    return Map.of(
        "svg", svg.orElseThrow(),
        "mistakes", mistakes,
        "shown", run.examples().isPresent());
  }

  private List<List<String>> epochRows() {
    int columns = EpochMetrics.FILE.columns().size();
    return IntStream.range(0, run.metrics().rows())
        .mapToObj(
            row ->
                IntStream.range(0, columns).mapToObj(c -> cell(run.metrics().at(row, c))).toList())
        .toList();
  }

  private static String cell(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "" : value > 0 ? "∞" : "-∞";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < Numerals.MAX_PLAIN;
    return whole ? Numerals.whole((long) value) : Numerals.rounded(value, 5);
  }

  private Map<String, Object> data() {
    double[] loss = run.steps().column(StepLosses.LOSS);
    double[] step = run.steps().column(StepLosses.STEP);
    int group = Math.max(1, (loss.length + MAX_POINTS - 1) / MAX_POINTS);
    double[] drawn = means(loss, group);
    // The middle of each group; of two, the former: there are no half steps.
    double[] middle = Arrays.stream(means(step, group)).map(Math::floor).toArray();
    Map<String, Object> epochs = new HashMap<>();
    for (String column : EpochMetrics.FILE.columns()) {
      epochs.put(column, numbers(run.metrics().column(column)));
    }
    Map<String, Object> data = new HashMap<>();
    data.put(
        "steps",
        Map.of(
            "step", numbers(middle),
            "loss", singles(drawn),
            "group", group,
            "window", Smoothing.usualWindow(drawn.length)));
    data.put("epochs", epochs);
    if (!run.config().changes().isEmpty()) {
      data.put("changes", run.config().changes().stream().map(this::change).toList());
    }
    data.put("note", run.data().note());
    data.put("network", undrawable.isEmpty() ? network.map(PageNetwork::data).orElseThrow() : null);
    data.putAll(Prediction.looks());
    data.put("examples", run.examples().map(RunPage::examples).orElse(null));
    return data;
  }

  private Map<String, Object> change(RunConfig.Change change) {
    return Map.of(
        "step", change.step(),
        "epoch", EpochMetrics.epochAt(run.metrics(), change.step()),
        "label", change.label());
  }

  /** What the page's script draws. */
  private static Map<String, Object> examples(Examples examples) {
    return Map.of(
        "sheet", base64(examples.sheet()),
        "width", examples.sheet().width(),
        "rows", examples.rows(),
        "columns", examples.columns(),
        "across", Examples.ACROSS,
        "gap", Png.SHEET_GAP,
        "all",
            examples.examples().stream()
                .map(e -> List.of(e.index(), e.truth(), e.predicted(), e.probability()))
                .toList());
  }

  private static String base64(Png png) {
    return Base64.getEncoder().encodeToString(png.bytes());
  }

  /** The means of groups of neighbours; NaN where a group has a value that is not finite. */
  private static double[] means(double[] values, int group) {
    return IntStream.iterate(0, from -> from < values.length, from -> from + group)
        .mapToObj(from -> Arrays.stream(values, from, Math.min(values.length, from + group)))
        .mapToDouble(neighbours -> neighbours.average().orElseThrow())
        .toArray();
  }

  /** The values for JSON, which knows neither NaN nor infinities. */
  private static List<Double> numbers(double[] values) {
    return Arrays.stream(values).mapToObj(v -> Double.isFinite(v) ? v : null).toList();
  }

  /** The same in single precision, which losses are computed in and which takes half the room. */
  private static List<Float> singles(double[] values) {
    return Arrays.stream(values)
        .mapToObj(v -> Float.isFinite((float) v) ? (float) v : null)
        .toList();
  }
}
