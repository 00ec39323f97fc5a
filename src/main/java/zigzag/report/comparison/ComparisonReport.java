package zigzag.report.comparison;

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
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.report.chart.LineChart;
import zigzag.report.chart.PngChart;
import zigzag.report.comparison.TunedLabel.Rate;

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
  private final boolean isMerge;
  private Map<String, Optional<byte[]>> drawn = Map.of();

  private ComparisonReport(ComparisonFolder comparison, boolean isMerge) {
    this.comparison = comparison;
    this.isMerge = isMerge;
    summary = ComparisonSummary.of(comparison);
  }

  /**
   * Reads a comparison folder.
   *
   * @throws InputException if a file is missing or malformed, or no run is finished
   */
  public static ComparisonReport read(Path folder) throws IOException {
    return new ComparisonReport(ComparisonFolder.read(folder), false);
  }

  /**
   * Reads several comparison folders as one: what two have of a label and seed is taken once.
   *
   * @throws InputException if a folder is malformed, or if they contradict each other: other data,
   *     other settings than seeds and threads, another target, or another result for the same label
   *     and seed
   */
  public static ComparisonReport merge(List<Path> folders) throws IOException {
    return new ComparisonReport(ComparisonMerge.read(folders), true);
  }

  /**
   * Writes the files of {@link #FILES} into a folder: the tuning's only if learning rates were
   * tuned, the PNGs only where this Java can draw text. Of a merge also {@code comparison.json},
   * {@code tuning.csv} and the light files of its runs, so that the folder can be read again.
   *
   * <p>Each file is moved into place whole. The same comparison gives the same bytes.
   *
   * @throws InputException if a merge is to be written into one of its own folders
   */
  public void write(Path folder) throws IOException {
    draw();
    if (isMerge) {
      ComparisonMerge.write(comparison, folder);
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
    return Json.fields(comparison.plan());
  }

  /** The content of each of {@link #FILES}; empty for what there is none of. */
  private Map<String, Optional<byte[]>> files() throws IOException {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    var runs = comparison.runs().stream().map(run -> run.cells(comparison.target()));
    var labels = summary.labels().stream().map(Metric::row);
    ComparisonText text = new ComparisonText(summary);
    files.put(ComparisonTables.RESULTS.name(), bytes(ComparisonTables.RESULTS.text(runs)));
    files.put(ComparisonTables.SUMMARY.name(), bytes(ComparisonTables.SUMMARY.text(labels)));
    files.put(ReportFiles.MARKDOWN, bytes(text.markdown()));
    files.put(ReportFiles.LATEX, bytes(text.latex()));
    ComparisonCharts charts = new ComparisonCharts(summary);
    Map<String, Optional<LineChart>> drawings = new LinkedHashMap<>();
    drawings.put(ReportFiles.LOSS, Optional.of(charts.loss()));
    drawings.put(ReportFiles.ACCURACY, Optional.of(charts.accuracy()));
    drawings.put(ReportFiles.TUNING, charts.tuning());
    Map<String, CompletableFuture<Optional<byte[]>>> pngs = new LinkedHashMap<>();
    drawings.forEach(
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

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public String text(int width) {
    return new ComparisonText(summary).terminal(width);
  }

  /** Whether there is nothing to compare: no training came to its end with a finite loss. */
  public boolean everyRunDiverged() {
    return comparison.runs().stream().allMatch(ComparedRun::diverged);
  }

  public ObjectNode json() {
    Double target = comparison.target();
    ComparisonWords words = new ComparisonWords(summary);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataset", comparison.data().name());
    json.put("built_in_digits", comparison.data().isBuiltIn());
    json.put("settings", comparison.plan().settings());
    json.put("seeds", comparison.plan().seeds());
    json.put("target", target);
    json.put("unfinished", comparison.unfinished());
    json.put("best", summary.best().map(label -> label.label().label()).orElse(null));
    json.put("labels", summary.labels().stream().map(Metric::json).toList());
    json.put("runs", comparison.runs().stream().map(run -> run.figures(target)).toList());
    json.put("tuning", TunedLabel.of(comparison).stream().map(ComparisonReport::tuned).toList());
    json.put("method", words.method());
    json.put("notes", Stream.of(words.caveats(), words.parts()).flatMap(List::stream).toList());
    return Json.fields(json);
  }

  private static Map<String, Object> tuned(TunedLabel tuned) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", tuned.label().label());
    json.put("chosen", tuned.chosen().map(Rate::learningRate).orElse(null));
    json.put("edge", Metric.lowerCase(tuned.edge()));
    json.put("rates", tuned.rates().stream().map(ComparisonReport::rate).toList());
    return json;
  }

  private static Map<String, Object> rate(Rate rate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("learning_rate", rate.learningRate());
    json.put("validation_losses", rate.losses());
    json.put("diverged", rate.diverged());
    return json;
  }
}
