package zigzag.report.descent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.RegularFile;
import zigzag.archive.Decimals;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.NumberTable;
import zigzag.archive.ReportLimits;
import zigzag.report.Looks;

/**
 * What {@code descend} left in a folder.
 *
 * @param summary {@code summary.json}
 * @param curves in the user's order
 * @param minima x and y of the known ones
 */
record DescentFolder(
    JsonFields summary, List<DescentCurve> curves, HeightGrid grid, List<double[]> minima) {
  static final String PATHS = "paths.csv";
  private static final List<String> COLUMNS = List.of("optimizer", "step", "x", "y", "f");
  private static final long MOST_BYTES = 128L << 20;

  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed
   */
  static DescentFolder read(Path folder) throws IOException {
    Path file = folder.resolve("summary.json");
    ObjectNode json = Json.read(file);
    JsonFields summary = JsonFields.of(file, json);
    Map<String, List<double[]>> rows = rows(folder.resolve(PATHS));
    List<DescentCurve> curves = new ArrayList<>();
    for (JsonFields figures : summary.objects("optimizers", ReportLimits.PATHS)) {
      String label = figures.text("label");
      List<double[]> steps = rows.get(label);
      if (steps == null) {
        throw new InputException(folder.resolve(PATHS) + " has no path of " + label);
      }
      DescentCurve curve =
          new DescentCurve(
              label,
              figures.text("rule"),
              figures,
              column(steps, 0).toArray(),
              column(steps, 1).toArray(),
              column(steps, 2).toArray());
      if (!curve.hyperparameters().contains("learningRate")) {
        throw new InputException(file + ": the learningRate of " + label + " is missing");
      }
      curves.add(curve);
    }
    JsonFields surface = summary.object("surface");
    List<double[]> minima = new ArrayList<>();
    if (!surface.node().path("minima").isEmpty()) {
      for (JsonFields minimum : surface.objects("minima", ReportLimits.PATHS)) {
        minima.add(new double[] {minimum.number("x").orElse(0), minimum.number("y").orElse(0)});
      }
    }
    HeightGrid grid = HeightGrid.read(folder.resolve("surface.csv"));
    return new DescentFolder(summary, curves, grid, minima);
  }

  private static DoubleStream column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]);
  }

  private static Map<String, List<double[]>> rows(Path file) throws IOException {
    RegularFile.require(file, MOST_BYTES);
    Map<String, List<double[]>> rows = new LinkedHashMap<>();
    try (BufferedReader text = RegularFile.reader(file);
        CsvReader<CsvRecord> reader =
            CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      boolean header = true;
      for (CsvRecord record : reader) {
        if (header && !record.getFields().equals(COLUMNS)) {
          throw new InputException(file + ": the columns should be " + String.join(",", COLUMNS));
        }
        if (!header) {
          add(rows, record, file);
        }
        header = false;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw new InputException(file + " is no CSV file in UTF-8", e);
    }
    return rows;
  }

  private static void add(Map<String, List<double[]>> rows, CsvRecord record, Path file) {
    String place = file + ", line " + record.getStartingLineNumber();
    if (record.getFieldCount() != COLUMNS.size()) {
      throw new InputException(place + ": there should be " + COLUMNS.size() + " cells");
    }
    double[] numbers = new double[4];
    for (int i = 0; i < numbers.length; i++) {
      String cell = record.getField(i + 1);
      if (cell.length() > 40 || !NumberTable.NUMBER.matcher(cell).matches()) {
        throw new InputException(place + ": " + COLUMNS.get(i + 1) + " is not a number");
      }
      numbers[i] = Double.parseDouble(cell);
      if (!Double.isFinite(numbers[i])) {
        throw new InputException(place + ": " + COLUMNS.get(i + 1) + " is not finite");
      }
    }
    List<double[]> path = rows.computeIfAbsent(record.getField(0), label -> new ArrayList<>());
    if (numbers[0] != path.size()) {
      throw new InputException(place + ": step must count from 0 on without a gap");
    }
    path.add(new double[] {numbers[1], numbers[2], numbers[3]});
  }

  JsonFields surface() {
    return summary.object("surface");
  }

  /** {@code f(x, y) = …}. */
  String function() {
    return "f(x, y) = " + surface().text("formula");
  }

  /** Where from and how far, in words. */
  String course() {
    DescentCurve first = curves.get(0);
    return String.format(
        Locale.ROOT,
        "%s from (%s, %s), %s",
        surface().text("name"),
        Decimals.shortest(first.x()[0]),
        Decimals.shortest(first.y()[0]),
        Numerals.count(summary.whole("steps"), "step"));
  }

  /** The styles of the curves; they are solid unless two share a colour. */
  List<Integer> styles() {
    return Looks.solid(curves.stream().map(DescentCurve::rule).toList());
  }

  Optional<JsonFields> scan() {
    JsonNode node = summary.node().path("lr_scan");
    return node.isObject() ? Optional.of(summary.object("lr_scan")) : Optional.empty();
  }
}
