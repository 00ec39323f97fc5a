package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.report.chart.PngChart;

/** Turns the plain files of a symmetry folder into charts, a page and a table. */
public final class SymmetryReport {
  /** The names of all files that a report consists of. */
  public static final List<String> FILES =
      List.of("symmetry.svg", "symmetry.png", "activations.svg", "activations.png", "report.html");

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
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    files.put("symmetry.svg", bytes(curves));
    files.put("symmetry.png", PngChart.of(curves));
    files.put("activations.svg", bytes(activations));
    files.put("activations.png", PngChart.of(activations));
    files.put("report.html", bytes(new SymmetryPage(symmetry).render()));
    for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (file.getValue().isPresent()) {
        AtomicFile.write(path, out -> out.write(file.getValue().get()));
      } else {
        // What there is none of must not stay from an earlier report.
        Files.deleteIfExists(path);
      }
    }
  }

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
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
