package zigzag.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often each class was taken for each: {@code counts[true][predicted]}, square. The array is
 * taken as it is, without copying it.
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix that is neither compared nor used as a key
public record Confusion(long[][] counts) {
  /** One kind of mistake and how often it was made. */
  public record Mistake(int truth, int predicted, long count) {}

  public Confusion {
    for (long[] row : counts) {
      if (row.length != counts.length || LongStream.of(row).anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException("not a square table of counts");
      }
    }
  }

  /** The number of classes. */
  public int classes() {
    return counts.length;
  }

  /** The number of examples. */
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
