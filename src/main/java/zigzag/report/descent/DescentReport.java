package zigzag.report.descent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.Numerals;
import zigzag.archive.AtomicFile;
import zigzag.archive.Decimals;
import zigzag.archive.ReportFiles;
import zigzag.report.chart.PngChart;
import zigzag.report.descent.DescentFolder.Curve;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

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
    List<String> headings = DescentFolder.HEADINGS;
    String[] numbers = headings.subList(1, headings.size()).toArray(String[]::new);
    TextTable table =
        new TextTable(
            Column.list(headings.get(0), numbers),
            descent.curves().stream().map(Curve::cells).toList());
    String text =
        """
        %s
        %s

        %s
        zigzag: length of the path over the straight way from its start to its end
        turns: how often dy changes its sign
        arrived: first step within %s of a minimum
        """;
    StringBuilder all =
        new StringBuilder(
            Numerals.format(
                text,
                descent.function(),
                descent.course(),
                table.render(width),
                Decimals.shortest(descent.summary().near())));
    descent.notes().forEach(line -> all.append(line).append('\n'));
    return PlainText.wrapped(all.toString(), width);
  }

  /** All the figures. */
  public ObjectNode json() {
    return descent.json().deepCopy();
  }
}
