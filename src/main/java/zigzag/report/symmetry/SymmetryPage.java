package zigzag.report.symmetry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.Json;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.page.Banner;
import zigzag.report.page.Page;
import zigzag.report.page.Setting;

/** The page on the symmetry of hidden units: what its template and its script are given. */
record SymmetryPage(SymmetryReport folder) {
  /** The figures under the pictures of a step. */
  private static final List<Map.Entry<Column, String>> FIGURES =
      List.of(
          Map.entry(Column.DISTINCT_UNITS, "Distinct units"),
          Map.entry(Column.EFFECTIVE_RANK, "Effective rank"),
          Map.entry(Column.MEAN_ABS_COSINE, "Mean |cosine|"),
          Map.entry(Column.DEAD_UNITS, "Dead units"),
          Map.entry(Column.TRAIN_LOSS, "Training loss"),
          Map.entry(Column.VALIDATION_ACCURACY, "Validation acc."));

  private static final List<String> SETTINGS =
      List.of("dataset", "activation", "hidden", "optimizer", "break", "steps");

  String render() throws IOException {
    return Page.render("symmetry", view(), data());
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new HashMap<>();
    view.put("symmetry", folder);
    view.put("lead", SymmetryHeadline.setting(folder));
    view.put("title", "Symmetry of " + Numerals.count(folder.hidden(), "hidden unit"));
    view.put("verdict", SymmetryHeadline.of(folder));
    view.put("banners", Banner.of(folder.data()).stream().toList());
    view.put("lastStep", Numerals.whole(folder.lastStep()));
    view.put("lastIndex", folder.steps().size() - 1);
    view.put("figures", FIGURES.stream().map(Map.Entry::getValue).toList());
    view.put(
        "columns", Column.ALL.stream().map(column -> column.title().replace('_', ' ')).toList());
    ObjectNode json = Json.fields(folder.summary());
    view.put("command", Printable.line(folder.summary().command()));
    view.put(
        "settings",
        Stream.of(json.deepCopy().retain(SETTINGS), json.path("settings"))
            .flatMap(part -> Setting.of(part).stream())
            .toList());
    view.put("origins", Setting.of(json.path("data")));
    view.put("versions", Setting.of(json.path("versions")));
    return view;
  }

  private Map<String, Object> data() {
    SymmetryInit.Row first = folder.inits().get(0).start();
    return Map.of(
        "steps", folder.steps(),
        "zeroAt", folder.zeroAt(),
        "hidden", List.of(first.hidden().low(), first.hidden().high()),
        "output", List.of(first.output().low(), first.output().high()),
        "inits", folder.inits().stream().map(this::drawn).toList());
  }

  private Map<String, Object> drawn(SymmetryInit init) {
    return Map.of(
        "name", init.name(),
        "style", init.style(),
        "values",
            Column.ALL.stream().collect(Collectors.toMap(Column::title, c -> values(init, c))),
        "at", each(init, row -> folder.steps().indexOf(row.step())),
        "figures", each(init, row -> FIGURES.stream().map(f -> row.text(f.getKey())).toList()),
        "hidden", each(init, row -> shares(row.hidden())),
        "output", each(init, row -> shares(row.output())),
        "units", each(init, row -> row.units().bytes()),
        "cosines", each(init, row -> row.cosines().bytes()));
  }

  private static <T> List<T> each(SymmetryInit init, Function<SymmetryInit.Row, T> what) {
    return init.rows().stream().map(what).toList();
  }

  /** The values of a column at every step of the folder; null where there is none. */
  private List<Double> values(SymmetryInit init, Column column) {
    Double[] values = new Double[folder.steps().size()];
    for (SymmetryInit.Row row : init.rows()) {
      double value = row.value(column);
      values[folder.steps().indexOf(row.step())] = Double.isNaN(value) ? null : value;
    }
    return Arrays.asList(values);
  }

  /** In ten-thousandths, which is less than a pixel. */
  private static List<Long> shares(Histogram histogram) {
    return Arrays.stream(histogram.shares()).mapToObj(share -> Math.round(1e4 * share)).toList();
  }
}
