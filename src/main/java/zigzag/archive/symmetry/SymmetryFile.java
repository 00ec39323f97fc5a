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
import zigzag.archive.CsvFile;
import zigzag.archive.CsvRow;

/**
 * {@code symmetry.csv}: how alike the hidden units of each network were at some steps.
 *
 * @param rows of each initializer, in the order of the steps
 */
public record SymmetryFile(Map<String, List<Row>> rows) {
  public static final String NAME = "symmetry.csv";

  private static final String INIT = "init";
  private static final String STEP = "step";
  private static final CsvFile FILE =
      new CsvFile(
          NAME,
          16 << 20,
          Stream.concat(Stream.of(INIT, STEP), Column.ALL.stream().map(Column::title)).toList());

  /** What rounding may add to a share or a cosine. */
  private static final double ROUNDING = 1e-4;

  /** What a column's numbers are. */
  public enum Kind {
    UNITS,
    RANK,
    COSINE,
    SHARE,
    LOSS,
    NORM
  }

  /** A column of numbers. */
  public enum Column {
    /** Groups of units with the same incoming weights, within a thousandth. */
    DISTINCT_UNITS(Kind.UNITS),
    /** Of W1. */
    EFFECTIVE_RANK(Kind.RANK),
    /** Between the incoming weights of two units; none if all of them are zeros. */
    MEAN_ABS_COSINE(Kind.COSINE),
    /**
     * Units that put out the same for every example of the probe: ReLU never active, sigmoid or
     * tanh saturated.
     */
    DEAD_UNITS(Kind.UNITS),
    /** On the probe. */
    TRAIN_LOSS(Kind.LOSS),
    /** None without validation examples. */
    VALIDATION_ACCURACY(Kind.SHARE),
    /** Groups of units with the same incoming weights to the last bit. */
    BIT_DISTINCT_UNITS(Kind.UNITS),
    /** Of the hidden activations on the probe. */
    HIDDEN_EFFECTIVE_RANK(Kind.RANK),
    /**
     * Between the gradients of two units' incoming weights on the probe; none if all of them are
     * zeros.
     */
    GRADIENT_MEAN_ABS_COSINE(Kind.COSINE),
    W1_NORM(Kind.NORM),
    W2_NORM(Kind.NORM),
    /** Of the gradient on the probe. */
    W1_GRADIENT_NORM(Kind.NORM),
    W2_GRADIENT_NORM(Kind.NORM);

    public static final List<Column> ALL = List.of(values());

    private final Kind kind;

    Column(Kind kind) {
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }

    /** Its name in the files. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Of the last unit; a rank or a share may lie above by rounding. */
    private double most(int hidden) {
      return switch (kind) {
        case UNITS -> hidden;
        case RANK -> hidden * (1 + ROUNDING);
        case COSINE, SHARE -> 1 + ROUNDING;
        case LOSS, NORM -> Double.MAX_VALUE;
      };
    }
  }

  /**
   * One network at one step.
   *
   * @param values of all columns; NaN where there is none. They are written in single precision:
   *     what is measured has no more digits.
   */
  public record Row(long step, Map<Column, Double> values) {
    public double value(Column column) {
      return values.get(column);
    }

    /** The values as they are written, by the columns' titles; null for none. */
    public Map<String, Object> written() {
      Map<String, Object> written = new LinkedHashMap<>();
      values.forEach(
          (column, value) -> {
            Object cell =
                column.kind() == Kind.UNITS ? (Object) value.longValue() : value.floatValue();
            written.put(column.title(), value.isNaN() ? null : cell);
          });
      return written;
    }
  }

  /**
   * Reads the file.
   *
   * @param hidden the number of hidden units
   * @throws zigzag.InputException if it is missing or malformed
   */
  public static SymmetryFile read(Path folder, int hidden) throws IOException {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    FILE.forEach(folder, line -> add(rows, line, hidden));
    return new SymmetryFile(rows);
  }

  private static void add(Map<String, List<Row>> rows, CsvRow line, int hidden) {
    String init = line.cell(INIT);
    if (!SymmetryFrames.isLabel(init)) {
      throw line.wrong(INIT, "a name such as he or normal:sd=0.01");
    }
    List<Row> same = rows.computeIfAbsent(init, label -> new ArrayList<>());
    long step = line.count(STEP);
    if (!same.isEmpty() && same.get(same.size() - 1).step() >= step) {
      throw line.wrong(STEP, "above the step before");
    }
    Map<Column, Double> values = new EnumMap<>(Column.class);
    for (Column column : Column.ALL) {
      values.put(column, line.number(column.title(), 0, column.most(hidden)));
    }
    same.add(new Row(step, values));
  }

  public void write(Path folder) throws IOException {
    Stream.Builder<List<?>> lines = Stream.builder();
    rows.forEach(
        (init, same) ->
            same.forEach(
                row -> {
                  List<Object> line = new ArrayList<>(List.of(init, row.step()));
                  line.addAll(row.written().values());
                  lines.add(line);
                }));
    FILE.write(folder, lines.build());
  }
}
