package zigzag.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where data came from, as {@code config.json} says it: its keys are these names, with a hyphen
 * between their words, and what is null is left out.
 *
 * @param name what the data is called
 * @param option what {@code --data} has to be to name it again
 * @param folder the absolute path of its files; null of built-in digits
 * @param digits how many built-in training digits; null of other data, as the next two
 * @param testDigits how many test digits; null for the usual number
 * @param digitsSeed what they were made from
 * @param sha256 by file without {@code .gz}, or by part, the sum of what is in it
 * @param modified the files that are not as published, of a MNIST that is not; null otherwise
 */
public record Provenance(
    String name,
    String option,
    String folder,
    Integer digits,
    Integer testDigits,
    Long digitsSeed,
    Map<String, String> sha256,
    List<String> modified) {
  public Provenance {
    sha256 = sha256 == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    modified = modified == null ? null : List.copyOf(modified);
  }
}
