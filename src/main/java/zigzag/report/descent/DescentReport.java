package zigzag.report.descent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.AtomicFile;
import zigzag.archive.Decimals;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.report.Looks;
import zigzag.report.chart.PngChart;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/**
 * What {@code descend} left in a folder, and the picture, the table and the page of it.
 *
 * @param json the summary as it is
 * @param curves in the user's order
 */
public record DescentReport(
    ObjectNode json, DescentSummary summary, List<Curve> curves, HeightGrid grid) {
  /** What {@link #write} writes. */
  public static final List<String> FILES =
      List.of(ReportFiles.PATHS, ReportFiles.png(ReportFiles.PATHS), ReportFiles.PAGE);

  /** Of the tables, which have a row for each curve. */
  static final List<String> HEADINGS =
      List.of("optimizer", "lr", "zigzag", "turns", "arrived", "f at end", "distance");

  /**
   * One optimizer's path with its figures.
   *
   * @param style solid unless two curves share a colour
   * @param steps the places and the values there, the start first
   */
  public record Curve(Descended figures, int style, List<Step> steps) {
    String label() {
      return figures.label();
    }

    double[] values(ToDoubleFunction<Step> value) {
      return steps.stream().mapToDouble(value).toArray();
    }

    List<String> cells() {
      Double distance = figures.finalDistance();
      return List.of(
          label(),
          Numerals.rate(figures.learningRate()),
          zigzagIndex(),
          Numerals.whole(figures.turns()),
          arrived(),
          finalValue(),
          distance == null ? "" : Numerals.fixed(distance, 4));
    }

    String zigzagIndex() {
      Double index = figures.zigzagIndex();
      return index == null ? "" : Numerals.format("%.2f", index);
    }

    String finalValue() {
      return Numerals.fixed(figures.finalF(), 4);
    }

    private String arrived() {
      if (figures.diverged()) {
        return "diverged";
      }
      return figures.stepsToMinimum() != null
          ? Numerals.whole(figures.stepsToMinimum())
          : figures.finalDistance() != null ? "no" : "";
    }
  }

  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed
   */
  public static DescentReport read(Path folder) throws IOException {
    Path file = folder.resolve(DescentSummary.NAME);
    ObjectNode json = Json.read(file);
    DescentSummary summary = Json.bind(file.toString(), json, DescentSummary.class);
    PathsFile paths = PathsFile.read(folder);
    List<Integer> styles = Looks.solid(summary.optimizers().stream().map(Descended::rule).toList());
    List<Curve> curves = new ArrayList<>();
    for (Descended figures : summary.optimizers()) {
      List<Step> steps = paths.paths().get(figures.label());
      if (steps == null) {
        throw new InputException(
            folder.resolve(PathsFile.NAME) + " has no path of " + figures.label());
      }
      curves.add(new Curve(figures, styles.get(curves.size()), steps));
    }
    return new DescentReport(json, summary, curves, HeightGrid.read(folder));
  }

  String function() {
    return "f(x, y) = " + summary.surface().formula();
  }

  /** Where from and how far, in words. */
  String course() {
    Step start = curves.get(0).steps().get(0);
    return Numerals.format(
        "%s from (%s, %s), %s",
        summary.surface().name(),
        Decimals.shortest(start.x()),
        Decimals.shortest(start.y()),
        Numerals.count(summary.steps(), "step"));
  }

  /** What must be said beside the figures. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (summary.surface().minima().isEmpty()) {
      notes.add("No minimum of this function is known, so none can be arrived at.");
    }
    for (Curve curve : curves) {
      if (curve.figures().diverged()) {
        notes.add(
            Numerals.format(
                "%s diverged: step %,d led out of the finite numbers.",
                curve.label(), curve.steps().size()));
      }
    }
    DescentSummary.Scan scan = summary.scan();
    if (scan != null) {
      notes.add(
          Numerals.format(
              "Largest stable rate of SGD: %s; theory 2 / %s = %s (%s %% off)",
              Numerals.fixed(scan.largestStable(), 5),
              Numerals.fixed(scan.largestEigenvalue(), 4),
              Numerals.fixed(scan.theory(), 5),
              Numerals.fixed(100 * scan.relativeError(), 4)));
    }
    return notes;
  }

  /**
   * Writes {@link #FILES}; the PNG only where this Java can draw text. The same folder gives the
   * same bytes.
   */
  public void write(Path folder) throws IOException {
    String svg = new DescentChart(this).toSvg();
    String page = new DescentPage(this).render();
    ReportFiles.write(folder, ReportFiles.PATHS, svg, PngChart.of(svg));
    AtomicFile.write(folder.resolve(ReportFiles.PAGE), page);
  }

  /** The figures as a table for a terminal of some columns. */
  public String text(int width) {
    String[] numbers = HEADINGS.stream().skip(1).toArray(String[]::new);
    TextTable table =
        new TextTable(
            Column.list(HEADINGS.get(0), numbers), curves.stream().map(Curve::cells).toList());
    String text =
        """
        %s
        %s

        %s
        zigzag: length of the path over the straight way from its start to its end
        turns: how often dy changes its sign
        arrived: first step within %s of a minimum
        %s\
        """;
    String notes = notes().stream().map(note -> note + "\n").collect(Collectors.joining());
    String near = Decimals.shortest(summary.near());
    return PlainText.wrapped(
        Numerals.format(text, function(), course(), table.render(width), near, notes), width);
  }
}
