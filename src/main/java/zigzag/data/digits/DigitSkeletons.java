package zigzag.data.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern DIGIT = Pattern.compile("digit (\\d)");
  private static final Pattern STYLE = Pattern.compile("style (\\d*\\.?\\d+) .+");

  private final List<List<Skeleton>> styles = new ArrayList<>();

  /**
   * Reads the lines of such a file.
   *
   * @throws IllegalArgumentException if a line is not of the format, or a digit has no style
   */
  DigitSkeletons(Stream<String> lines) {
    for (int digit = 0; digit < DIGITS; digit++) {
      styles.add(new ArrayList<>());
    }
    Reading reading = new Reading();
    lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(reading::line);
    reading.endStyle();
    for (int digit = 0; digit < DIGITS; digit++) {
      if (styles.get(digit).isEmpty()) {
        throw new IllegalArgumentException("no way of writing the digit " + digit);
      }
    }
  }

  /** Reads the built-in ways of writing. */
  static DigitSkeletons builtIn() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                DigitSkeletons.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      return new DigitSkeletons(reader.lines());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** The most points that a way of writing has. */
  int maxPoints() {
    return styles.stream().flatMap(List::stream).mapToInt(Skeleton::points).max().orElseThrow();
  }

  /** A way of writing the digit, drawn by the weights. */
  Skeleton draw(int digit, RandomGenerator random) {
    List<Skeleton> choices = styles.get(digit);
    double total = 0;
    for (Skeleton choice : choices) {
      total += choice.weight();
    }
    double left = random.nextDouble() * total;
    int style = 0;
    while (style < choices.size() - 1 && left >= choices.get(style).weight()) {
      left -= choices.get(style).weight();
      style++;
    }
    return choices.get(style);
  }

  /** Where the reading of the lines has come to. */
  private final class Reading {
    private int digit = -1;
    private double weight = Double.NaN;
    private final List<String> poses = new ArrayList<>();

    private void line(String line) {
      Matcher digitLine = DIGIT.matcher(line);
      Matcher styleLine = STYLE.matcher(line);
      if (digitLine.matches()) {
        endStyle();
        digit = Integer.parseInt(digitLine.group(1));
      } else if (styleLine.matches() && digit >= 0) {
        endStyle();
        weight = Double.parseDouble(styleLine.group(1));
      } else if (weight > 0) {
        poses.add(line);
      } else {
        throw new IllegalArgumentException("\"" + line + "\" belongs to no digit or style");
      }
    }

    private void endStyle() {
      if (!poses.isEmpty()) {
        styles.get(digit).add(new Skeleton(weight, poses));
      }
      poses.clear();
      weight = Double.NaN;
    }
  }
}
