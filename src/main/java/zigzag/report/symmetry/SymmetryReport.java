package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.chart.PngChart;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;

/** Turns the plain files of a symmetry folder into charts, a page and a table. */
public final class SymmetryReport {
  /** The names of all files that a report consists of. */
  public static final List<String> FILES =
      List.of(
          ReportFiles.SYMMETRY,
          ReportFiles.png(ReportFiles.SYMMETRY),
          ReportFiles.ACTIVATIONS,
          ReportFiles.png(ReportFiles.ACTIVATIONS),
          ReportFiles.PAGE);

  private static final String LEGEND =
      """
      distinct: hidden units that differ in their weights, at start → at end
      eff. rank: effective rank, how many directions the rows of W1 take; likewise
      |cos|: mean |cosine| between the weights of two units; 1 where all are alike
      dead: units that are 0 (ReLU) or saturated for every image of a probe
      half at: the first step looked at with at least half of the units distinct
      """;

  private SymmetryReport() {}

  /**
   * Reads a folder and writes the files of {@link #FILES} into it, the PNGs only where this Java
   * can draw text.
   *
   * <p>Each file is moved into place whole. The same folder gives the same bytes.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other; nothing
   *     is written then
   */
  public static void write(Path folder) throws IOException {
    SymmetryFolder symmetry = SymmetryFolder.read(folder);
    String curves = new SymmetryChart(symmetry).toSvg();
    String activations = new ActivationsChart(symmetry).toSvg();
    String page = new SymmetryPage(symmetry).render();
    ReportFiles.write(folder, ReportFiles.SYMMETRY, curves, PngChart.of(curves));
    ReportFiles.write(folder, ReportFiles.ACTIVATIONS, activations, PngChart.of(activations));
    AtomicFile.write(folder.resolve(ReportFiles.PAGE), page);
  }

  /**
   * The results as a table for a terminal, with what its columns mean.
   *
   * @throws InputException if a file is missing or malformed
   */
  public static String table(Path folder, int width) throws IOException {
    List<List<String>> rows =
        SymmetryFolder.read(folder).inits().stream().map(SymmetryReport::row).toList();
    TextTable table =
        new TextTable(
            TextTable.Column.list(
                "init", "distinct", "eff. rank", "|cos|", "dead", "test acc", "half at"),
            rows);
    return table.render(width) + "\n" + PlainText.wrapped(LEGEND, width);
  }

  private static List<String> row(SymmetryInit init) {
    return List.of(
        init.name(),
        init.change(Column.DISTINCT_UNITS),
        init.change(Column.EFFECTIVE_RANK),
        init.end().text(Column.MEAN_ABS_COSINE),
        init.end().text(Column.DEAD_UNITS),
        init.testAccuracyText(),
        init.halfDistinctText());
  }
}
