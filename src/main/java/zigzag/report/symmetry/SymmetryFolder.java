package zigzag.report.symmetry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.CsvRow;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.ReportLimits;
import zigzag.report.Looks;
import zigzag.report.text.DataName;

/**
 * A folder that the symmetry command writes: the same network trained from several initializers,
 * and how alike its hidden units were at some steps.
 *
 * @param name the folder's name
 * @param json summary.json as it is
 * @param hidden the number of hidden units
 * @param symmetryBreaking what was added to break the symmetry: "none", "weights-noise=1e-6", …
 * @param steps all steps at which anything was recorded, rising
 */
record SymmetryFolder(
    String name,
    ObjectNode json,
    String command,
    DataName data,
    String activation,
    int hidden,
    String optimizer,
    String symmetryBreaking,
    List<Long> steps,
    List<SymmetryInit> inits) {
  private static final String SUMMARY = "summary.json";
  private static final String ROWS = "symmetry.csv";
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_STEPS = 1000;
  private static final int MOST_UNITS = 1_000_000;

  /** What rounding may add to a share or a cosine. */
  private static final double ROUNDING = 1e-4;

  /**
   * Reads a folder.
   *
   * @throws InputException if a file is missing or malformed, or two contradict each other
   * @throws IOException if the folder cannot be read
   */
  static SymmetryFolder read(Path folder) throws IOException {
    Path file = folder.resolve(SUMMARY);
    ObjectNode json = Json.read(file);
    JsonFields summary = JsonFields.of(file, json);
    long hidden = summary.whole("hidden");
    if (hidden < 1 || hidden > MOST_UNITS) {
      throw new InputException(file + ": hidden is " + hidden + "; it should be 1 or more");
    }
    Map<String, List<CsvRow>> lines = lines(folder.resolve(ROWS));
    List<JsonFields> entries = summary.objects("inits", ReportLimits.INITS);
    List<String> names = entries.stream().map(entry -> entry.text("init")).toList();
    if (!names.equals(List.copyOf(lines.keySet()))) {
      throw new InputException(
          file + ": inits are " + names + ", but those of " + ROWS + " are " + lines.keySet());
    }
    Activations activations = Activations.read(folder.resolve(Activations.NAME));
    SymmetryFrames frames = new SymmetryFrames(folder.resolve(SymmetryFrames.FOLDER));
    List<Integer> styles = Looks.of(names);
    List<SymmetryInit> inits = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<SymmetryRow> rows = new ArrayList<>();
      for (CsvRow line : lines.get(names.get(i))) {
        rows.add(row(line, hidden, activations, frames));
      }
      inits.add(init(names.get(i), styles.get(i), rows, entries.get(i), file));
    }
    return new SymmetryFolder(
        name(folder),
        json,
        summary.line("command"),
        new DataName(summary.line("dataset")),
        summary.text("activation"),
        (int) hidden,
        summary.text("optimizer"),
        summary.text("break"),
        steps(inits, folder.resolve(ROWS)),
        List.copyOf(inits));
  }

  /** The lines of symmetry.csv by initializer, in the file's order. */
  private static Map<String, List<CsvRow>> lines(Path file) throws IOException {
    List<String> columns = new ArrayList<>(List.of("init", "step"));
    columns.addAll(SymmetryRow.COLUMNS);
    Map<String, List<CsvRow>> lines = new LinkedHashMap<>();
    for (CsvRow line : CsvRow.read(file, columns, MOST_BYTES)) {
      if (!SymmetryFrames.isName(line.cell("init"))) {
        throw line.wrong("init", "a name such as he or normal:sd=0.01");
      }
      List<CsvRow> same = lines.computeIfAbsent(line.cell("init"), name -> new ArrayList<>());
      if (!same.isEmpty() && same.get(same.size() - 1).count("step") >= line.count("step")) {
        throw line.wrong("step", "above the step before");
      }
      same.add(line);
    }
    return lines;
  }

  private static SymmetryRow row(
      CsvRow line, long hidden, Activations activations, SymmetryFrames frames) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String column : SymmetryRow.COLUMNS) {
      double most =
          switch (column) {
            case SymmetryRow.COSINE, SymmetryRow.GRADIENT_COSINE, SymmetryRow.ACCURACY ->
                1 + ROUNDING;
            case SymmetryRow.DISTINCT, SymmetryRow.BIT_DISTINCT, SymmetryRow.DEAD -> hidden;
            case SymmetryRow.RANK, SymmetryRow.HIDDEN_RANK -> hidden * (1 + ROUNDING);
            default -> Double.MAX_VALUE;
          };
      values.put(column, line.number(column, 0, most));
    }
    String init = line.cell("init");
    long step = line.count("step");
    return new SymmetryRow(
        step,
        values,
        activations.of(init, step, Activations.HIDDEN),
        activations.of(init, step, Activations.OUTPUT),
        frames.read(init, step, "units"),
        frames.read(init, step, "cosines"));
  }

  private static SymmetryInit init(
      String name, int style, List<SymmetryRow> rows, JsonFields entry, Path file) {
    OptionalDouble accuracy = entry.number("test_accuracy");
    OptionalDouble half = entry.number("half_distinct_step");
    if (!(accuracy.orElse(0) >= 0 && accuracy.orElse(0) <= 1)) {
      throw new InputException(file + ": test_accuracy of " + name + " is no share from 0 to 1");
    }
    if (half.isPresent() && rows.stream().noneMatch(row -> row.step() == half.getAsDouble())) {
      throw new InputException(
          file + ": half_distinct_step of " + name + " is no recorded step: " + half.getAsDouble());
    }
    return new SymmetryInit(
        name,
        style,
        List.copyOf(rows),
        accuracy,
        entry.number("test_loss"),
        half,
        entry.paragraph("explanation"));
  }

  private static List<Long> steps(List<SymmetryInit> inits, Path file) {
    List<Long> steps =
        inits.stream()
            .flatMap(init -> init.rows().stream())
            .map(SymmetryRow::step)
            .distinct()
            .sorted()
            .toList();
    if (steps.size() > MOST_STEPS) {
      throw new InputException(file + ": " + steps.size() + " steps; at most " + MOST_STEPS);
    }
    if (inits.stream().anyMatch(init -> init.start().step() != steps.get(0))) {
      throw new InputException(file + ": every init should start at step " + steps.get(0));
    }
    return steps;
  }

  private static String name(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "symmetry" : Printable.line(name.toString());
  }

  long lastStep() {
    return steps.get(steps.size() - 1);
  }

  /** What stands for step 0 on a logarithmic axis: half of the first step after it. */
  double zeroAt() {
    return steps.stream().filter(step -> step > 0).findFirst().orElse(1L) / 2.0;
  }

  /** The places of steps on a logarithmic axis. */
  double[] places(List<Long> some) {
    return some.stream().mapToDouble(step -> step == 0 ? zeroAt() : step).toArray();
  }
}
