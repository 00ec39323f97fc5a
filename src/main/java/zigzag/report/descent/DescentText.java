package zigzag.report.descent;

import java.util.ArrayList;
import java.util.List;
import zigzag.Numerals;
import zigzag.archive.Decimals;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.DescentSummary.Scan;
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
    folder.curves().forEach(curve -> rows.add(row(curve.figures())));
    StringBuilder text = new StringBuilder(folder.function()).append('\n');
    text.append(folder.course()).append("\n\n");
    text.append(new TextTable(columns, rows).render(width)).append('\n');
    text.append(legend());
    for (String line : notes()) {
      text.append(line).append('\n');
    }
    return PlainText.wrapped(text.toString(), width);
  }

  private String legend() {
    return Numerals.format(
        """
        zigzag: length of the path over the straight way from its start to its end
        turns: how often dy changes its sign
        arrived: first step within %s of a minimum
        """,
        Decimals.shortest(folder.summary().near()));
  }

  /** The cells of a curve's row. */
  static List<String> row(Descended figures) {
    return List.of(
        figures.label(),
        Numerals.rate(figures.learningRate()),
        figures.zigzagIndex().isEmpty()
            ? ""
            : Numerals.format("%.2f", figures.zigzagIndex().getAsDouble()),
        Numerals.whole(figures.turns()),
        arrived(figures),
        Numerals.fixed(figures.last().f(), 4),
        figures.finalDistance().isEmpty()
            ? ""
            : Numerals.fixed(figures.finalDistance().getAsDouble(), 4));
  }

  private static String arrived(Descended figures) {
    if (figures.diverged()) {
      return "diverged";
    }
    return figures.stepsToMinimum().isPresent()
        ? Numerals.whole(figures.stepsToMinimum().getAsInt())
        : figures.finalDistance().isPresent() ? "no" : "";
  }

  /** What must be said beside the figures. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (folder.summary().surface().minima().isEmpty()) {
      notes.add("No minimum of this function is known, so none can be arrived at.");
    }
    for (DescentCurve curve : folder.curves()) {
      if (curve.figures().diverged()) {
        notes.add(
            Numerals.format(
                "%s diverged: step %,d led out of the finite numbers.",
                curve.label(), curve.steps().size()));
      }
    }
    folder.summary().scan().ifPresent(scan -> notes.add(scanned(scan)));
    return notes;
  }

  private static String scanned(Scan scan) {
    return Numerals.format(
        "Largest stable rate of SGD: %s; theory 2 / %s = %s (%s %% off)",
        Numerals.fixed(scan.largestStable(), 5),
        Numerals.fixed(scan.largestEigenvalue(), 4),
        Numerals.fixed(scan.theory(), 5),
        Numerals.fixed(100 * scan.relativeError(), 4));
  }
}
