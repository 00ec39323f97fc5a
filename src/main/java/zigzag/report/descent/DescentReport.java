package zigzag.report.descent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.report.chart.PngChart;

/** Turns the plain files of a descent into a picture, a table and a page. */
public final class DescentReport {
  /** What {@link #write} writes. */
  public static final List<String> FILES =
      List.of(ReportFiles.PATHS, ReportFiles.png(ReportFiles.PATHS), ReportFiles.PAGE);

  private final DescentFolder descent;

  private DescentReport(DescentFolder descent) {
    this.descent = descent;
  }

  /**
   * Reads a folder.
   *
   * @throws zigzag.InputException if a file is missing or malformed
   */
  public static DescentReport read(Path folder) throws IOException {
    return new DescentReport(DescentFolder.read(folder));
  }

  /**
   * Writes {@link #FILES}; the PNG only where this Java can draw text. The same folder gives the
   * same bytes.
   */
  public void write(Path folder) throws IOException {
    String svg = new DescentChart(descent).toSvg();
    String page = new DescentPage(descent).render();
    ReportFiles.write(folder, ReportFiles.PATHS, svg, PngChart.of(svg));
    AtomicFile.write(folder.resolve(ReportFiles.PAGE), page);
  }

  /** The figures as a table for a terminal of some columns. */
  public String text(int width) {
    return new DescentText(descent).render(width);
  }

  /** All the figures. */
  public ObjectNode json() {
    return descent.json().deepCopy();
  }
}
