package zigzag.report.comparison.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ComparisonTables;
import zigzag.archive.CsvFile;
import zigzag.archive.ReportFiles;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.PngChart;
import zigzag.report.comparison.ComparedRun;
import zigzag.report.comparison.ComparisonFolder;
import zigzag.report.comparison.ComparisonMerge;
import zigzag.report.comparison.ComparisonSummary;

/** Turns the plain files of one or more comparisons into tables, charts and a page. */
public final class ComparisonReport {
  /** The names of all files that a report may consist of. */
  public static final List<String> FILES =
      List.of(
          ComparisonTables.RESULTS.name(),
          ComparisonTables.SUMMARY.name(),
          ReportFiles.MARKDOWN,
          ReportFiles.LATEX,
          ReportFiles.LOSS,
          ReportFiles.png(ReportFiles.LOSS),
          ReportFiles.ACCURACY,
          ReportFiles.png(ReportFiles.ACCURACY),
          ReportFiles.TUNING,
          ReportFiles.png(ReportFiles.TUNING),
          ReportFiles.PAGE);

  private final ComparisonFolder comparison;
  private final ComparisonSummary summary;
  private final Optional<ComparisonMerge> merge;
  private Map<String, Optional<byte[]>> drawn = Map.of();

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
    draw();
    if (merge.isPresent()) {
      merge.get().write(folder);
    }
    for (Map.Entry<String, Optional<byte[]>> file : drawn.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (file.getValue().isPresent()) {
        AtomicFile.write(path, out -> out.write(file.getValue().get()));
      } else {
        // What there is none of must not stay from an earlier report.
        Files.deleteIfExists(path);
      }
    }
  }

  /** Draws what there is to write, so that {@link #write} has nothing left to refuse. */
  public void draw() throws IOException {
    if (drawn.isEmpty()) {
      drawn = files();
    }
  }

  /** What was to be compared: the content of {@code comparison.json}. */
  public ObjectNode plan() {
    return comparison.plan().json();
  }

  /** The content of each of {@link #FILES}; empty for what there is none of. */
  private Map<String, Optional<byte[]>> files() throws IOException {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    put(
        files,
        ComparisonTables.RESULTS,
        comparison.runs().stream().map(run -> run.cells(comparison.plan().target())));
    put(files, ComparisonTables.SUMMARY, summary.labels().stream().map(Metric::row));
    files.put(ReportFiles.MARKDOWN, bytes(MarkdownTable.text(summary)));
    files.put(ReportFiles.LATEX, bytes(LatexTable.text(summary)));
    ComparisonCharts charts = new ComparisonCharts(summary);
    Map<String, Optional<LineChart>> drawn = new LinkedHashMap<>();
    drawn.put(ReportFiles.LOSS, Optional.of(charts.loss()));
    drawn.put(ReportFiles.ACCURACY, Optional.of(charts.accuracy()));
    drawn.put(ReportFiles.TUNING, TuningChart.of(comparison));
    Map<String, CompletableFuture<Optional<byte[]>>> pngs = new LinkedHashMap<>();
    drawn.forEach(
        (name, chart) -> {
          Optional<String> svg = chart.map(LineChart::toSvg);
          files.put(name, svg.flatMap(ComparisonReport::bytes));
          // Beside each other and the page: they do not depend on each other.
          pngs.put(
              ReportFiles.png(name),
              CompletableFuture.supplyAsync(() -> svg.flatMap(PngChart::of)));
        });
    files.put(ReportFiles.PAGE, bytes(new ComparisonPage(summary).render()));
    pngs.forEach((name, png) -> files.put(name, png.join()));
    return files;
  }

  private static void put(
      Map<String, Optional<byte[]>> files, CsvFile table, Stream<? extends List<?>> rows) {
    files.put(table.name(), bytes(table.text(rows)));
  }

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The results as tables for a terminal of some columns, with what a reader must know of them. */
  public String text(int width) {
    return new ComparisonText(summary, width).render();
  }

  /** Whether there is nothing to compare: no training came to its end with a finite loss. */
  public boolean everyRunDiverged() {
    return comparison.runs().stream().allMatch(ComparedRun::diverged);
  }

  /** All the numbers. */
  public ObjectNode json() {
    return ComparisonJson.of(summary);
  }
}
