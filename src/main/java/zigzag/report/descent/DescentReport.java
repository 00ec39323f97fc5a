package zigzag.report.descent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zigzag.archive.AtomicFile;
import zigzag.report.chart.PngChart;

/** Turns the plain files of a descent into a picture, a table and a page. */
public final class DescentReport {
  /** What {@link #write} writes. */
  public static final List<String> FILES = List.of("paths.svg", "paths.png", "report.html");

  /** The file by which a descent's folder is known. */
  public static final String PATHS = DescentFolder.PATHS;

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
    Optional<byte[]> png = PngChart.of(svg);
    AtomicFile.write(folder.resolve("paths.svg"), svg);
    if (png.isPresent()) {
      AtomicFile.write(folder.resolve("paths.png"), out -> out.write(png.get()));
    } else {
      // What there is none of must not stay from an earlier report.
      Files.deleteIfExists(folder.resolve("paths.png"));
    }
    AtomicFile.write(folder.resolve("report.html"), page);
  }

  /** The figures as a table for a terminal of some columns. */
  public String text(int width) {
    return new DescentText(descent).render(width);
  }

  /** All the figures. */
  public ObjectNode json() {
    return descent.summary().node().deepCopy();
  }
}
