package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.archive.symmetry.ActivationsFile;
import zigzag.archive.symmetry.ActivationsFile.Layer;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetryFrames.Kind;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.report.Looks;
import zigzag.report.chart.PngChart;
import zigzag.report.text.DataName;
import zigzag.report.text.PlainText;
import zigzag.report.text.TextTable;

/**
 * A folder that the symmetry command writes: the same network trained from several initializers,
 * and how alike its hidden units were at some steps.
 *
 * @param name the folder's name
 * @param steps all steps at which anything was recorded, rising
 */
public record SymmetryReport(
    String name, SymmetrySummary summary, List<Long> steps, List<SymmetryInit> inits) {
  /** What {@link #write} writes. */
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

  private static final int MAX_STEPS = 1000;

  /**
   * Reads a folder.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other
   */
  static SymmetryReport read(Path folder) throws IOException {
    SymmetrySummary summary = SymmetrySummary.read(folder);
    SymmetryFile file = SymmetryFile.read(folder, summary.hidden());
    List<String> names = summary.inits().stream().map(SymmetrySummary.Init::init).toList();
    Set<String> labels = file.rows().keySet();
    if (!names.equals(List.copyOf(labels))) {
      String others = ", but those of " + SymmetryFile.NAME + " are " + labels;
      throw wrong(folder, "inits are " + names + others);
    }
    ActivationsFile activations = ActivationsFile.read(folder);
    SymmetryFrames frames = new SymmetryFrames(folder);
    List<Integer> styles = Looks.of(names);
    List<SymmetryInit> inits = new ArrayList<>();
    for (SymmetrySummary.Init init : summary.inits()) {
      String name = init.init();
      List<SymmetryInit.Row> rows = new ArrayList<>();
      for (SymmetryFile.Row figures : file.rows().get(name)) {
        long step = figures.step();
        rows.add(
            new SymmetryInit.Row(
                figures,
                histogram(folder, activations, name, step, Layer.HIDDEN),
                histogram(folder, activations, name, step, Layer.OUTPUT),
                frames.read(name, step, Kind.UNITS),
                frames.read(name, step, Kind.COSINES)));
      }
      Long half = init.halfDistinctStep();
      if (half != null && rows.stream().noneMatch(row -> row.step() == half)) {
        throw wrong(folder, "half_distinct_step of " + name + " is no recorded step: " + half);
      }
      inits.add(new SymmetryInit(init, styles.get(inits.size()), List.copyOf(rows)));
    }
    List<Long> steps = steps(inits, folder.resolve(SymmetryFile.NAME));
    return new SymmetryReport(Folders.name(folder, "symmetry"), summary, steps, List.copyOf(inits));
  }

  private static InputException wrong(Path folder, String problem) {
    return new InputException(folder.resolve(SymmetrySummary.NAME) + ": " + problem);
  }

  private static Histogram histogram(
      Path folder, ActivationsFile activations, String init, long step, Layer layer) {
    Histogram histogram = activations.histograms().get(new ActivationsFile.Key(init, step, layer));
    if (histogram == null) {
      throw new InputException(
          folder.resolve(ActivationsFile.NAME)
              + (": no bins of the " + layer + " layer of " + init + " at step " + step));
    }
    return histogram;
  }

  private static List<Long> steps(List<SymmetryInit> inits, Path file) {
    List<Long> steps =
        inits.stream()
            .flatMap(init -> init.rows().stream())
            .map(SymmetryInit.Row::step)
            .distinct()
            .sorted()
            .toList();
    if (steps.size() > MAX_STEPS) {
      throw new InputException(file + ": " + steps.size() + " steps; at most " + MAX_STEPS);
    }
    if (inits.stream().anyMatch(init -> init.start().step() != steps.get(0))) {
      throw new InputException(file + ": every init should start at step " + steps.get(0));
    }
    return steps;
  }

  DataName data() {
    return new DataName(summary.dataset());
  }

  int hidden() {
    return summary.hidden();
  }

  long lastStep() {
    return steps.get(steps.size() - 1);
  }

  /** What stands for step 0 on a logarithmic axis: half of the first step after it. */
  double zeroAt() {
    return steps.stream().filter(step -> step > 0).findFirst().orElse(1L) / 2.0;
  }

  /**
   * Reads a folder and writes {@link #FILES} into it, the PNGs only where this Java can draw text.
   * The same folder gives the same bytes.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other; nothing
   *     is written then
   */
  public static void write(Path folder) throws IOException {
    SymmetryReport symmetry = read(folder);
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
    List<List<String>> rows = read(folder).inits().stream().map(SymmetryReport::row).toList();
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
