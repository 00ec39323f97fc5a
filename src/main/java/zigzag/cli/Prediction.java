package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the network makes of one picture.
 *
 * @param file the picture
 * @param normalized whether it was cropped, scaled and centred, or taken as it is
 * @param probabilities one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Prediction(Path file, boolean normalized, float[] probabilities) {
  private static final int BAR = 40;

  /** More classes than this are cut down to the most probable ones. */
  private static final int MOST_LINES = 10;

  /** The class with the largest probability, the first of equals. */
  int digit() {
    return byProbability().get(0);
  }

  private List<Integer> byProbability() {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
        .toList();
  }

  /** The file and the digit, and a line with a bar for each class. */
  String text() {
    StringBuilder text = new StringBuilder();
    int digit = digit();
    text.append(String.format(Locale.ROOT, "%s: %d (%.2f %%)%n", file, digit, percent(digit)));
    List<Integer> classes =
        probabilities.length > MOST_LINES
            ? byProbability().subList(0, MOST_LINES)
            : IntStream.range(0, probabilities.length).boxed().toList();
    for (int c : classes) {
      String bar = "#".repeat(Math.round(BAR * probabilities[c]));
      text.append(
          String.format(Locale.ROOT, "%5d %6.2f %%  %s", c, percent(c), bar).stripTrailing());
      text.append('\n');
    }
    return text.toString();
  }

  private double percent(int c) {
    return 100 * (double) probabilities[c];
  }

  /** The same for {@code --json}. */
  void describe(ObjectNode node) {
    node.put("file", file.toString());
    node.put("digit", digit());
    node.put("probability", probabilities[digit()]);
    var array = node.putArray("probabilities");
    for (float probability : probabilities) {
      array.add(probability);
    }
    node.put("normalized", normalized);
  }
}
