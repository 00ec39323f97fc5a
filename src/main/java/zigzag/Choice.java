package zigzag;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Things of one kind, of which the user picks one by its name, in upper or lower case. */
public final class Choice<T> {
  private final String kind;
  private final Map<String, T> options;

  private Choice(String kind, Map<String, T> options) {
    this.kind = kind;
    this.options = Collections.unmodifiableMap(options);
  }

  /**
   * Names each option, in the given order; two names must differ in more than case.
   *
   * @param kind what an option is called in messages: "optimizer"
   */
  public static <T> Choice<T> of(
      String kind, Collection<? extends T> options, Function<? super T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    for (T option : options) {
      String key = lowerCase(name.apply(option));
      if (named.put(key, option) != null) {
        throw new IllegalArgumentException("two of kind " + kind + " are called " + key);
      }
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException("nothing of kind " + kind + " to choose from");
    }
    return new Choice<>(kind, named);
  }

  /** The options by their lower-case names, in the order they were given. */
  public Map<String, T> options() {
    return options;
  }

  /** The option of that name; refuses another with a list of all, and names the nearest. */
  public T pick(String name) {
    T option = options.get(lowerCase(name));
    if (option == null) {
      String near =
          nearest(name, options.keySet())
              .map(nearest -> ": did you mean " + nearest + "? There")
              .orElse("; there");
      throw new InputException(
          "there is no %s \"%s\"%s are %s", kind, name, near, String.join(", ", options.keySet()));
    }
    return option;
  }

  /**
   * The candidate that a name may have been meant to be: the first one that it begins, otherwise
   * the one that the fewest edits make out of it, if they leave half of its characters.
   */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    String wanted = lowerCase(name);
    ToIntFunction<String> edits =
        candidate ->
            !wanted.isEmpty() && candidate.startsWith(wanted) ? 0 : editDistance(wanted, candidate);
    return candidates.stream()
        .min(Comparator.comparingInt(edits))
        .filter(nearest -> edits.applyAsInt(nearest) <= (wanted.length() + 1) / 2);
  }

  /**
   * How many characters must be inserted, deleted or replaced to make one text the other.
   *
   * <p>Source: V. Levenshtein, Binary codes capable of correcting deletions, insertions, and
   * reversals, Soviet Physics Doklady 10(8), 1966.
   */
  static int editDistance(String from, String to) {
    // row[j]: the distance between the first i characters of one and the first j of the other
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
