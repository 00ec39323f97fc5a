package zigzag;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A name that can carry numbers, as the command line takes it: {@code
 * momentum:lr=0.1:momentum=0.95}.
 *
 * @param name what comes before the first colon
 * @param values the numbers by their names, in the order given
 */
public record Label(String name, Map<String, Double> values) {
  /**
   * Takes a label apart.
   *
   * @throws InputException if a part is no {@code name=number}, or a name comes twice
   */
  public static Label parse(String text) {
    String[] parts = text.strip().split(":", -1);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", -1);
      if (pair.length != 2 || pair[0].isBlank()) {
        throw new InputException(
            "\"" + parts[i] + "\" in \"" + text + "\" is no name=number, such as lr=0.1");
      }
      if (values.put(pair[0].strip(), number(pair[1], text)) != null) {
        throw new InputException(pair[0] + " is given twice in \"" + text + "\"; leave one out");
      }
    }
    return new Label(parts[0].strip(), Collections.unmodifiableMap(values));
  }

  private static double number(String value, String text) {
    try {
      return Double.parseDouble(value.strip());
    } catch (NumberFormatException e) {
      throw new InputException("\"" + value + "\" in \"" + text + "\" is no number", e);
    }
  }

  /** One spelling for labels that mean the same: lower case, numbers as Java writes them. */
  public Label canonical() {
    return new Label(name.toLowerCase(Locale.ROOT), values);
  }

  /** The label as text, so that {@link #parse} gives it back. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    values.forEach((key, value) -> text.append(':').append(key).append('=').append(value));
    return text.toString();
  }
}
