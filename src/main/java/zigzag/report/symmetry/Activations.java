package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.archive.CsvRow;

/** The histograms of activations.csv, each found by initializer, step and layer. */
final class Activations {
  static final String NAME = "activations.csv";
  static final String HIDDEN = "hidden";
  static final String OUTPUT = "output";

  private static final List<String> COLUMNS =
      List.of("init", "step", "layer", "low", "high", "count");
  private static final long MOST_BYTES = 64 << 20;
  private static final int MOST_BINS = 1000;

  private final Path file;
  private final Map<String, Histogram> histograms;

  private Activations(Path file, Map<String, Histogram> histograms) {
    this.file = file;
    this.histograms = histograms;
  }

  /**
   * Reads the file.
   *
   * @throws InputException if it is missing or malformed, or the bins of a layer differ
   */
  static Activations read(Path file) throws IOException {
    Map<String, List<CsvRow>> groups = new HashMap<>();
    for (CsvRow row : CsvRow.read(file, COLUMNS, MOST_BYTES)) {
      String layer = row.cell("layer");
      if (!layer.equals(HIDDEN) && !layer.equals(OUTPUT)) {
        throw row.wrong("layer", HIDDEN + " or " + OUTPUT);
      }
      String key = key(row.cell("init"), row.count("step"), layer);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    Map<String, Histogram> histograms = new HashMap<>();
    Map<String, Histogram> first = new HashMap<>();
    groups.forEach(
        (key, rows) -> {
          Histogram histogram = histogram(rows);
          String layer = rows.get(0).cell("layer");
          if (!first.computeIfAbsent(layer, l -> histogram).hasBinsOf(histogram)) {
            throw new InputException(file + ": the bins of the layer " + layer + " differ");
          }
          histograms.put(key, histogram);
        });
    return new Activations(file, histograms);
  }

  private static String key(String init, long step, String layer) {
    return layer + " " + step + " " + init;
  }

  private static Histogram histogram(List<CsvRow> rows) {
    if (rows.size() > MOST_BINS) {
      throw rows.get(0).wrong(rows.size() + " bins of one histogram; at most " + MOST_BINS);
    }
    List<Long> counts = new ArrayList<>();
    double end = Double.NaN;
    for (CsvRow row : rows) {
      double low = bound(row, "low");
      double high = bound(row, "high");
      // Both ends were rounded on their own when they were written.
      boolean follows = counts.isEmpty() || Math.abs(low - end) <= 1e-3 * (high - low);
      if (!(low < high) || !follows) {
        throw row.wrong("a bin should start where the one before ends, and end above its start");
      }
      counts.add(row.count("count"));
      end = high;
    }
    return new Histogram(bound(rows.get(0), "low"), end, counts);
  }

  private static double bound(CsvRow row, String column) {
    double value = row.number(column, -1e30, 1e30);
    if (Double.isNaN(value)) {
      throw row.wrong(column, "a number");
    }
    return value;
  }

  /**
   * One histogram.
   *
   * @throws InputException if there is none
   */
  Histogram of(String init, long step, String layer) {
    Histogram histogram = histograms.get(key(init, step, layer));
    if (histogram == null) {
      throw new InputException(
          file + ": no bins of the " + layer + " layer of " + init + " at step " + step);
    }
    return histogram;
  }
}
