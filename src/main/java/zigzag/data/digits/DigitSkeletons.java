package zigzag.data.digits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ways of writing each digit, from the file {@code digit-skeletons.txt}, which describes its
 * own format; {@link DigitPainter} slants and bends them.
 */
final class DigitSkeletons {
  static final int DIGITS = 10;

  private static final String FILE = "digit-skeletons.txt";
  private static final Pattern STYLE = Pattern.compile("style (\\d*\\.?\\d+) .+");

  private final Map<Integer, List<Skeleton>> styles = new HashMap<>();

  /**
   * Reads the lines of such a file.
   *
   * @throws IllegalArgumentException if a line is not of the format, or a digit has no style
   */
  DigitSkeletons(Stream<String> lines) {
    List<Skeleton> digit = null;
    Skeleton style = null;
    for (String line : lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
      Matcher styleLine = STYLE.matcher(line);
      if (line.matches("digit \\d")) {
        int number = line.charAt(line.length() - 1) - '0';
        digit = styles.computeIfAbsent(number, none -> new ArrayList<>());
        style = null;
      } else if (digit != null && styleLine.matches()) {
        style = new Skeleton(Double.parseDouble(styleLine.group(1)));
        digit.add(style);
      } else if (style != null) {
        style.add(line);
      } else {
        throw new IllegalArgumentException("\"" + line + "\" belongs to no digit or style");
      }
    }
    for (int wanted = 0; wanted < DIGITS; wanted++) {
      if (styles.getOrDefault(wanted, List.of()).isEmpty()) {
        throw new IllegalArgumentException("no way of writing the digit " + wanted);
      }
    }
  }

  /** Reads the built-in ways of writing. */
  static DigitSkeletons builtIn() {
    try (InputStream file = DigitSkeletons.class.getResourceAsStream(FILE)) {
      return new DigitSkeletons(new String(file.readAllBytes(), UTF_8).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** A way of writing the digit, drawn by the weights. */
  Skeleton draw(int digit, RandomGenerator random) {
    List<Skeleton> choices = styles.get(digit);
    double total = 0;
    for (Skeleton choice : choices) {
      total += choice.weight();
    }
    double left = random.nextDouble() * total;
    for (Skeleton choice : choices) {
      if (left < choice.weight()) {
        return choice;
      }
      left -= choice.weight();
    }
    return choices.get(choices.size() - 1);
  }
}
