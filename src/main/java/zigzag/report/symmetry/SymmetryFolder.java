package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.symmetry.ActivationsFile;
import zigzag.archive.symmetry.ActivationsFile.Layer;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetryFrames.Kind;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.report.Looks;
import zigzag.report.text.DataName;

/**
 * A folder that the symmetry command writes: the same network trained from several initializers,
 * and how alike its hidden units were at some steps.
 *
 * @param name the folder's name
 * @param steps all steps at which anything was recorded, rising
 */
record SymmetryFolder(
    String name, SymmetrySummary summary, List<Long> steps, List<SymmetryInit> inits) {
  private static final int MAX_STEPS = 1000;

  /**
   * Reads a folder.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other
   * @throws IOException if the folder cannot be read
   */
  static SymmetryFolder read(Path folder) throws IOException {
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
      List<SymmetryRow> rows = new ArrayList<>();
      for (SymmetryFile.Row figures : file.rows().get(name)) {
        long step = figures.step();
        rows.add(
            new SymmetryRow(
                figures,
                histogram(folder, activations, name, step, Layer.HIDDEN),
                histogram(folder, activations, name, step, Layer.OUTPUT),
                frames.read(name, step, Kind.UNITS),
                frames.read(name, step, Kind.COSINES)));
      }
      long half = init.halfDistinctStep().orElse(rows.get(0).step());
      if (rows.stream().noneMatch(row -> row.step() == half)) {
        throw wrong(folder, "half_distinct_step of " + name + " is no recorded step: " + half);
      }
      inits.add(new SymmetryInit(init, styles.get(inits.size()), List.copyOf(rows)));
    }
    List<Long> steps = steps(inits, folder.resolve(SymmetryFile.NAME));
    return new SymmetryFolder(Folders.name(folder, "symmetry"), summary, steps, List.copyOf(inits));
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
            .map(SymmetryRow::step)
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
}
