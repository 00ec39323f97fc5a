package zigzag.report.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import zigzag.Numerals;
import zigzag.archive.JsonFields;
import zigzag.report.text.Figures;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** The figures of a descent in words and tables. */
final class DescentText {
  static final List<String> HEADINGS =
      List.of("optimizer", "lr", "zigzag", "turns", "arrived", "f at end", "distance");

  private final DescentFolder folder;

  DescentText(DescentFolder folder) {
    this.folder = folder;
  }

  String render(int width) {
    List<Column> columns = new ArrayList<>();
    for (String heading : HEADINGS) {
      columns.add(columns.isEmpty() ? Column.text(heading) : Column.number(heading));
    }
    List<List<String>> rows = new ArrayList<>();
    for (DescentCurve curve : folder.curves()) {
      rows.add(row(curve));
    }
    StringBuilder text = new StringBuilder(folder.function()).append('\n');
    text.append(folder.course()).append("\n\n");
    text.append(new TextTable(columns, rows).render(width)).append('\n');
    text.append(legend());
    for (String line : notes()) {
      text.append(line).append('\n');
    }
    return PlainText.wrapped(text.toString(), width);
  }

  private static String legend() {
    return """
        zigzag: length of the path over the straight way from its start to its end
        turns: how often dy changes its sign
        arrived: first step within 0.01 of a minimum
        """;
  }

  /** The cells of a curve's row. */
  static List<String> row(DescentCurve curve) {
    return List.of(
        curve.label(),
        Figures.rate(curve.rate()),
        curve.zigzagIndex().isEmpty()
            ? ""
            : Figures.format("%.2f", curve.zigzagIndex().getAsDouble()),
        Numerals.whole(curve.figures().whole("turns")),
        arrived(curve),
        small(curve.figures().number("final_f")),
        small(curve.figures().number("final_distance")));
  }

  private static String arrived(DescentCurve curve) {
    if (curve.diverged()) {
      return "diverged";
    }
    OptionalDouble step = curve.figures().number("steps_to_minimum");
    boolean isMinimumKnown = curve.figures().number("final_distance").isPresent();
    return step.isPresent() ? Figures.steps(step) : isMinimumKnown ? "no" : "";
  }

  private static String small(OptionalDouble value) {
    return value.isEmpty() ? "" : Numerals.fixed(value.getAsDouble(), 4);
  }

  /** What must be said beside the figures. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (folder.minima().isEmpty()) {
      notes.add("No minimum of this function is known, so none can be arrived at.");
    }
    for (DescentCurve curve : folder.curves()) {
      if (curve.diverged()) {
        notes.add(
            Figures.format(
                "%s diverged: step %,d led out of the finite numbers.",
                curve.label(), curve.steps() + 1));
      }
    }
    folder.scan().ifPresent(scan -> notes.add(scanned(scan)));
    return notes;
  }

  private static String scanned(JsonFields scan) {
    return Figures.format(
        "Largest stable rate of SGD: %s; theory 2 / %s = %s (%s %% off)",
        scanned(scan, "largest_stable", 5),
        scanned(scan, "largest_eigenvalue", 4),
        scanned(scan, "theory", 5),
        Numerals.fixed(100 * scan.number("relative_error").orElse(Double.NaN), 4));
  }

  private static String scanned(JsonFields scan, String name, int decimals) {
    return Numerals.fixed(scan.number(name).orElse(Double.NaN), decimals);
  }
}
