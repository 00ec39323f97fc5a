package zigzag.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zigzag.AtomicFile;
import zigzag.InputException;

/** Turns the plain files of one or more comparisons into tables, charts and a page. */
public final class ComparisonReport {
  /** The names of all files that a report may consist of. */
  public static final List<String> FILES =
      List.of(
          ResultsFile.NAME,
          SummaryFile.NAME,
          MarkdownTable.NAME,
          LatexTable.NAME,
          "loss.svg",
          "loss.png",
          "accuracy.svg",
          "accuracy.png",
          "tuning.svg",
          "tuning.png",
          "report.html");

  private final ComparisonFolder comparison;
  private final ComparisonSummary summary;
  private final Optional<ComparisonMerge> merge;

  private ComparisonReport(ComparisonFolder comparison, Optional<ComparisonMerge> merge) {
    this.comparison = comparison;
    this.merge = merge;
    summary = ComparisonSummary.of(comparison);
  }

  /**
   * Reads a comparison folder.
   *
   * @throws InputException if a file is missing or malformed, or no run is finished
   * @throws IOException if the folder cannot be read
   */
  public static ComparisonReport read(Path folder) throws IOException {
    return new ComparisonReport(ComparisonFolder.read(folder), Optional.empty());
  }

  /**
   * Reads several comparison folders as one: their labels, seeds, runs and trials together.
   *
   * <p>A label and seed that two folders have is taken once.
   *
   * @throws InputException if a folder is malformed, or if they contradict each other: other data,
   *     other settings than seeds and threads, another target, or another result for the same label
   *     and seed
   * @throws IOException if a folder cannot be read
   */
  public static ComparisonReport merge(List<Path> folders) throws IOException {
    ComparisonMerge merge = ComparisonMerge.read(folders);
    return new ComparisonReport(merge.comparison(), Optional.of(merge));
  }

  /**
   * Writes the files of {@link #FILES} into a folder: the tuning's only if learning rates were
   * tuned, the PNGs only where this Java can draw text. Of a merge also {@code comparison.json},
   * {@code tuning.csv} and the light files of its runs, so that the folder can be read again.
   *
   * <p>Each file is moved into place whole. The same comparison gives the same bytes.
   *
   * @throws InputException if a merge is to be written into one of its own folders
   * @throws IOException if the folder cannot be written
   */
  public void write(Path folder) throws IOException {
    if (merge.isPresent()) {
      merge.get().write(folder);
    }
    AtomicFile.write(folder.resolve(ResultsFile.NAME), ResultsFile.text(comparison));
    AtomicFile.write(folder.resolve(SummaryFile.NAME), SummaryFile.text(summary));
    AtomicFile.write(folder.resolve(MarkdownTable.NAME), MarkdownTable.text(summary));
    AtomicFile.write(folder.resolve(LatexTable.NAME), LatexTable.text(summary));
    Map<String, Optional<LineChart>> charts = new LinkedHashMap<>();
    ComparisonCharts overSteps = new ComparisonCharts(summary);
    charts.put("loss", Optional.of(overSteps.loss()));
    charts.put("accuracy", Optional.of(overSteps.accuracy()));
    charts.put("tuning", TuningChart.of(comparison));
    for (Map.Entry<String, Optional<LineChart>> chart : charts.entrySet()) {
      write(folder, chart.getKey(), chart.getValue().map(LineChart::toSvg));
    }
    AtomicFile.write(folder.resolve("report.html"), new ComparisonPage(summary).render());
  }

  /** Writes a chart; one that there is none of must not stay from an earlier report. */
  private static void write(Path folder, String name, Optional<String> svg) throws IOException {
    Path svgFile = folder.resolve(name + ".svg");
    Path pngFile = folder.resolve(name + ".png");
    Optional<byte[]> png = svg.isPresent() ? PngChart.of(svg.get()) : Optional.empty();
    if (svg.isPresent()) {
      AtomicFile.write(svgFile, svg.get());
    } else {
      Files.deleteIfExists(svgFile);
    }
    if (png.isPresent()) {
      AtomicFile.write(pngFile, out -> out.write(png.get()));
    } else {
      Files.deleteIfExists(pngFile);
    }
  }

  /** The results as tables for a terminal of 80 columns, with what a reader must know of them. */
  public String text() {
    return new ComparisonText(summary).render();
  }

  /** All the numbers. */
  public ObjectNode json() {
    return ComparisonJson.of(summary);
  }
}
