package zigzag.archive.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.CsvFile;
import zigzag.archive.CsvRow;

/**
 * {@code activations.csv}: what the layers of each network put out at some steps, as histograms.
 *
 * @param histograms with the same bins for all of a layer
 */
public record ActivationsFile(Map<Key, Histogram> histograms) {
  public static final String NAME = "activations.csv";

  private static final CsvFile FILE =
      new CsvFile(NAME, 64 << 20, "init", "step", "layer", "low", "high", "count");
  private static final int MAX_BINS = 1000;

  /** Whose values are counted: activations, or the probabilities of the classes. */
  public enum Layer {
    HIDDEN,
    OUTPUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which histogram it is. */
  public record Key(String init, long step, Layer layer) {}

  /**
   * Reads the file.
   *
   * @throws InputException if it is missing or malformed, or the bins of a layer differ
   */
  public static ActivationsFile read(Path folder) throws IOException {
    Map<Key, List<CsvRow>> lines = new LinkedHashMap<>();
    FILE.forEach(
        folder,
        line -> {
          Key key = new Key(line.cell("init"), line.count("step"), layer(line));
          lines.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
        });
    Map<Key, Histogram> histograms = new LinkedHashMap<>();
    Map<Layer, Histogram> first = new EnumMap<>(Layer.class);
    lines.forEach(
        (key, bins) -> {
          Histogram histogram = histogram(bins);
          if (!first.computeIfAbsent(key.layer(), l -> histogram).hasBinsOf(histogram)) {
            throw new InputException(
                folder.resolve(NAME) + ": the bins of the layer " + key.layer() + " differ");
          }
          histograms.put(key, histogram);
        });
    return new ActivationsFile(histograms);
  }

  private static Layer layer(CsvRow line) {
    return Stream.of(Layer.values())
        .filter(layer -> line.cell("layer").equals(layer.toString()))
        .findFirst()
        .orElseThrow(() -> line.wrong("layer", Layer.HIDDEN + " or " + Layer.OUTPUT));
  }

  private static Histogram histogram(List<CsvRow> lines) {
    if (lines.size() > MAX_BINS) {
      throw lines.get(0).wrong(lines.size() + " bins of one histogram; at most " + MAX_BINS);
    }
    List<Long> counts = new ArrayList<>();
    double end = Double.NaN;
    for (CsvRow line : lines) {
      double low = bound(line, "low");
      double high = bound(line, "high");
      // Both ends were rounded on their own when they were written.
      boolean follows = counts.isEmpty() || Math.abs(low - end) <= 1e-3 * (high - low);
      if (!(low < high) || !follows) {
        throw line.wrong("a bin should start where the one before ends, and end above its start");
      }
      counts.add(line.count("count"));
      end = high;
    }
    return new Histogram(bound(lines.get(0), "low"), end, counts);
  }

  private static double bound(CsvRow line, String column) {
    double value = line.number(column, -1e30, 1e30);
    if (Double.isNaN(value)) {
      throw line.wrong(column, "a number");
    }
    return value;
  }

  public void write(Path folder) throws IOException {
    Stream.Builder<List<?>> lines = Stream.builder();
    histograms.forEach(
        (key, histogram) -> {
          for (int bin = 0; bin < histogram.counts().size(); bin++) {
            lines.add(
                List.of(
                    key.init(),
                    key.step(),
                    key.layer(),
                    histogram.start(bin),
                    histogram.start(bin + 1),
                    histogram.counts().get(bin)));
          }
        });
    FILE.write(folder, lines.build());
  }
}
