package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.report.chart.PngChart;

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

  private SymmetryReport() {}

  /**
   * Reads a folder and writes the files of {@link #FILES} into it, the PNGs only where this Java
   * can draw text.
   *
   * <p>Each file is moved into place whole. The same folder gives the same bytes.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other; nothing
   *     is written then
   * @throws IOException if the folder cannot be read or written
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
   * The results as a table for a terminal: distinct units and effective rank of the first layer's
   * weights at start and end, their mean absolute cosine and dead units at the end, the test
   * accuracy, and the first recorded step with at least half of the units distinct.
   *
   * @throws InputException if a file is missing or malformed
   * @throws IOException if the folder cannot be read
   */
  public static String table(Path folder, int width) throws IOException {
    return SymmetryTable.render(SymmetryFolder.read(folder), width);
  }
}
