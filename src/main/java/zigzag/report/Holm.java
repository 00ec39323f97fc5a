package zigzag.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Adjusts p values for how many tests were made: with the adjusted ones below 5 % called
 * differences, the chance of one or more false calls is at most 5 %.
 *
 * <p>{@code p'(i) = max over j ≤ i of min(1, (m - j + 1) p(j))} for the {@code m} values in rising
 * order (S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
 * of Statistics 6, 1979).
 */
final class Holm {
  private Holm() {}

  /** The adjusted values, each at the place of its own; a test not made stays empty. */
  static List<OptionalDouble> adjusted(List<OptionalDouble> p) {
    List<Integer> rising =
        IntStream.range(0, p.size())
            .boxed()
            .filter(i -> p.get(i).isPresent())
            .sorted(Comparator.comparingDouble(i -> p.get(i).getAsDouble()))
            .toList();
    List<OptionalDouble> adjusted = new ArrayList<>(p);
    double largest = 0;
    for (int j = 0; j < rising.size(); j++) {
      double scaled = (rising.size() - j) * p.get(rising.get(j)).getAsDouble();
      largest = Math.max(largest, Math.min(1, scaled));
      adjusted.set(rising.get(j), OptionalDouble.of(largest));
    }
    return adjusted;
  }
}
