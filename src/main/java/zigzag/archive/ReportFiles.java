package zigzag.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the pages and charts are called that reports of several kinds have. */
public final class ReportFiles {
  public static final String PAGE = "report.html";
  public static final String LOSS = "loss.svg";
  public static final String ACCURACY = "accuracy.svg";
  public static final String MARKDOWN = "summary.md";
  public static final String LATEX = "summary.tex";
  public static final String CONFUSION = "confusion.svg";
  public static final String MISTAKES = "mistakes.svg";
  public static final String TUNING = "tuning.svg";
  public static final String SYMMETRY = "symmetry.svg";
  public static final String ACTIVATIONS = "activations.svg";
  public static final String PATHS = "paths.svg";

  private ReportFiles() {}

  /** The name of a chart as PNG. */
  public static String png(String chart) {
    return chart.replace(".svg", ".png");
  }

  /**
   * Writes a chart as SVG and as PNG.
   *
   * @param png empty where this Java can't draw it; one from an earlier report must not stay then
   */
  public static void write(Path folder, String chart, String svg, Optional<byte[]> png)
      throws IOException {
    AtomicFile.write(folder.resolve(chart), svg);
    Path file = folder.resolve(png(chart));
    if (png.isPresent()) {
      AtomicFile.write(file, png.get());
    } else {
      Files.deleteIfExists(file);
    }
  }
}
