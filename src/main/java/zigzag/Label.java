package zigzag;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A name and its numbers, in the order given: {@code momentum:lr=0.1:momentum=0.95}. */
public record Label(String name, Map<String, Double> values) {
  /** Refuses a part that is no {@code name=number}, and a name that comes twice. */
  public static Label parse(String text) {
    String[] parts = text.strip().split(":", -1);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", -1);
      if (pair.length != 2 || pair[0].isBlank()) {
        throw new InputException(
            "\"" + parts[i] + "\" in \"" + text + "\" is no name=number, such as lr=0.1");
      }
      try {
        if (values.put(pair[0].strip(), Double.valueOf(pair[1].strip())) != null) {
          throw new InputException(pair[0] + " is given twice in \"" + text + "\"; leave one out");
        }
      } catch (NumberFormatException e) {
        throw new InputException("\"" + pair[1] + "\" in \"" + text + "\" is no number", e);
      }
    }
    return new Label(parts[0].strip(), Collections.unmodifiableMap(values));
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
