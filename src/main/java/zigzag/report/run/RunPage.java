package zigzag.report.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.Png;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Examples;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;
import zigzag.report.chart.Smoothing;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;

/** The page of one run: what its template and its script are given. */
final class RunPage {
  /** Beyond this many points, neighbouring steps are averaged: they share pixels anyway. */
  private static final int MAX_POINTS = 50_000;

  private static final int NAMED_MISTAKES = 8;

  private final RunFolder run;
  private final RunSummary summary;

  RunPage(RunFolder run) {
    this.run = run;
    this.summary = run.summary();
  }

  String render() throws IOException {
    return Page.render("run", view(), data());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    view.put("name", run.name());
    view.put("dataset", run.data().name());
    view.put("trained", RunHeadline.trained(run.config(), summary));
    view.put("banners", RunHeadline.banners(run));
    view.put("results", RunHeadline.results(run));
    view.put("epochColumns", EpochMetrics.FILE.columns());
    view.put("epochRows", epochRows());
    view.put("settings", Setting.of(run.config().json()));
    view.put("command", run.config().command().map(Printable::line).orElse(null));
    view.put("units", run.units().map(RunPage::image).orElse(null));
    view.put("confusion", run.confusion().map(this::confusion).orElse(null));
    return view;
  }

  private static Map<String, Object> image(Png png) {
    return Map.of(
        "base64", Base64.getEncoder().encodeToString(png.bytes()),
        "width", png.width(),
        "height", png.height());
  }

  private Map<String, Object> confusion(Confusion confusion) {
    List<String> mistakes =
        confusion.mistakes().stream()
            .limit(NAMED_MISTAKES)
            .map(
                m ->
                    String.format(
                        Locale.ROOT,
                        "%d taken for %d: %,d of %,d (%.1f %%)",
                        m.truth(),
                        m.predicted(),
                        m.count(),
                        confusion.ofClass(m.truth()),
                        100.0 * m.count() / confusion.ofClass(m.truth())))
            .toList();
    return Map.of(
        "svg", new RunCharts(run).confusion(confusion).toSvg(),
        "mistakes", mistakes,
        "shown", run.examples().isPresent());
  }

  private List<List<String>> epochRows() {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < run.metrics().rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < EpochMetrics.FILE.columns().size(); column++) {
        cells.add(cell(run.metrics().at(row, column)));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static String cell(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < Numerals.MAX_PLAIN;
    return whole ? Numerals.whole((long) value) : Numerals.rounded(value, 5);
  }

  private Map<String, Object> data() {
    double[] loss = run.steps().column(StepLosses.LOSS);
    double[] step = run.steps().column(StepLosses.STEP);
    int group = Math.max(1, (loss.length + MAX_POINTS - 1) / MAX_POINTS);
    double[] drawn = means(loss, group);
    Map<String, Object> steps = new LinkedHashMap<>();
    // The middle of each group; of two, the former: there are no half steps.
    steps.put("step", numbers(Arrays.stream(means(step, group)).map(Math::floor).toArray()));
    steps.put("loss", singles(drawn));
    steps.put("group", group);
    steps.put("window", Smoothing.usualWindow(drawn.length));
    Map<String, Object> epochs = new LinkedHashMap<>();
    for (String column : EpochMetrics.FILE.columns()) {
      epochs.put(column, numbers(run.metrics().column(column)));
    }
    Map<String, Object> data = new HashMap<>();
    data.put("steps", steps);
    data.put("epochs", epochs);
    data.put("note", run.data().note());
    data.put("examples", run.examples().map(RunPage::examples).orElse(null));
    return data;
  }

  /** What the page's script draws. */
  private static Map<String, Object> examples(Examples examples) {
    return Map.of(
        "sheet",
        Base64.getEncoder().encodeToString(examples.sheet().bytes()),
        "width",
        examples.sheet().width(),
        "rows",
        examples.rows(),
        "columns",
        examples.columns(),
        "across",
        Examples.ACROSS,
        "gap",
        Png.SHEET_GAP,
        "all",
        examples.examples().stream()
            .map(e -> List.of(e.index(), e.truth(), e.predicted(), e.probability()))
            .toList());
  }

  /** The means of groups of neighbours; NaN where a group has a value that is not finite. */
  private static double[] means(double[] values, int group) {
    double[] means = new double[(values.length + group - 1) / group];
    for (int i = 0; i < means.length; i++) {
      int from = i * group;
      int to = Math.min(values.length, from + group);
      means[i] = Arrays.stream(values, from, to).average().orElseThrow();
    }
    return means;
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
