package zigzag.report.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.Printable;

/**
 * What the network makes of one picture.
 *
 * @param normalized whether it was cropped, scaled and centred, or taken as it is
 * @param digit the class that the network takes it for
 * @param probabilities one for each class
 * @param doubts what speaks against the picture's showing one whole digit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prediction(
    Path file, boolean normalized, int digit, float[] probabilities, List<String> doubts) {
  private static final int BAR = 40;

  /** Of MNIST's test images, a network of 128 units is less sure of 3 %. */
  private static final float SURE = 0.7f;

  /** More classes than this are cut down to the most probable ones. */
  private static final int MAX_LINES = 10;

  /** The same two for pages. */
  public static Map<String, Object> looks() {
    return Map.of("sure", SURE, "most", MAX_LINES);
  }

  /** The file and the digit, and a line with a bar for each class. */
  public String text() {
    String name = Printable.line(file.toString());
    StringBuilder text =
        new StringBuilder(Numerals.format("%s: %d (%.2f %%)%n", name, digit, percent(digit)));
    warnings().forEach(warning -> text.append("  careful: ").append(warning).append('\n'));
    Comparator<Integer> order = Comparator.comparingDouble(c -> -probabilities[c]);
    Stream<Integer> classes = IntStream.range(0, probabilities.length).boxed();
    boolean isCut = probabilities.length > MAX_LINES;
    for (int c : (isCut ? classes.sorted(order).limit(MAX_LINES) : classes).toList()) {
      String bar = "#".repeat(Math.round(BAR * probabilities[c]));
      String line = Numerals.format("%5d %6.2f %%  %s", c, percent(c), bar);
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Why not to rely on it. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(doubts);
    if (probabilities[digit] < SURE) {
      warnings.add("the model is not sure: no digit is probable by far");
    }
    return warnings;
  }

  private double percent(int c) {
    return 100 * (double) probabilities[c];
  }

  /** The same for {@code --json}. */
  public void describe(ObjectNode node) {
    node.put("file", file.toString()).put("digit", digit).put("probability", probabilities[digit]);
    var array = node.putArray("probabilities");
    for (float probability : probabilities) {
      array.add(probability);
    }
    node.put("normalized", normalized);
    warnings().forEach(node.putArray("warnings")::add);
  }
}
