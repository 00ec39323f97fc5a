package zigzag.archive.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.CsvFile;
import zigzag.archive.NumberTable;

/**
 * {@code confusion.csv}: how often each class was taken for each: {@code counts[true][predicted]},
 * square. The array is taken as it is, without copying it.
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix that is neither compared nor used as a key
public record Confusion(long[][] counts) {
  public static final String NAME = "confusion.csv";
  private static final String CORNER = "true\\predicted";
  private static final int MAX_CLASSES = 256;
  private static final long MAX_BYTES = 4 << 20;

  /** One kind of mistake and how often it was made. */
  public record Mistake(int truth, int predicted, long count) {}

  public Confusion {
    for (long[] row : counts) {
      if (row.length != counts.length || LongStream.of(row).anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException("not a square table of counts");
      }
    }
  }

  /**
   * Reads the file, if there is one.
   *
   * @throws InputException if it is malformed
   */
  public static Optional<Confusion> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NumberTable table = NumberTable.read(file, MAX_BYTES);
    int classes = table.columns().size() - 1;
    if (!table.columns().equals(columns(classes)) || classes < 1 || classes > MAX_CLASSES) {
      throw new InputException(file + ": the header should be " + CORNER + ",0,1,…");
    }
    if (table.rows() != classes) {
      throw new InputException(file + ": " + table.rows() + " rows for " + classes + " classes");
    }
    long[][] counts = new long[classes][classes];
    for (int row = 0; row < classes; row++) {
      if (table.at(row, 0) != row) {
        throw new InputException(table.at(row) + ": rows and columns should be named 0, 1, …");
      }
      for (int column = 0; column < classes; column++) {
        double count = table.at(row, column + 1);
        if (!(count >= 0 && count == Math.rint(count) && count < 1e15)) {
          throw new InputException(table.at(row) + ": " + count + " is not a count");
        }
        counts[row][column] = (long) count;
      }
    }
    return Optional.of(new Confusion(counts));
  }

  public void write(Path folder) throws IOException {
    new CsvFile(NAME, MAX_BYTES, columns(classes()))
        .write(
            folder,
            IntStream.range(0, classes())
                .mapToObj(row -> LongStream.concat(LongStream.of(row), LongStream.of(counts[row])))
                .map(row -> row.boxed().toList()));
  }

  private static List<String> columns(int classes) {
    return Stream.concat(Stream.of(CORNER), IntStream.range(0, classes).mapToObj(Integer::toString))
        .toList();
  }

  public int classes() {
    return counts.length;
  }

  public long total() {
    return IntStream.range(0, classes()).mapToLong(this::ofClass).sum();
  }

  /** The number of examples whose class was recognised. */
  public long right() {
    return IntStream.range(0, classes()).mapToLong(c -> counts[c][c]).sum();
  }

  /** The number of examples of a class. */
  public long ofClass(int truth) {
    return LongStream.of(counts[truth]).sum();
  }

  /** The number of examples taken for a class. */
  public long takenFor(int predicted) {
    return Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
  }

  /** The share of a class that was recognised; NaN for a class without examples. */
  public double recall(int truth) {
    return (double) counts[truth][truth] / ofClass(truth);
  }

  /** The share of what was taken for a class that belongs to it; NaN if nothing was. */
  public double precision(int predicted) {
    return (double) counts[predicted][predicted] / takenFor(predicted);
  }

  /** All mistakes made at least once, the most frequent first. */
  public List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (int truth = 0; truth < classes(); truth++) {
      for (int predicted = 0; predicted < classes(); predicted++) {
        if (truth != predicted && counts[truth][predicted] > 0) {
          mistakes.add(new Mistake(truth, predicted, counts[truth][predicted]));
        }
      }
    }
    mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
    return mistakes;
  }
}
