package zigzag.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.Printable;

/** One row of a page's table of settings. */
public record Setting(String name, String value) {
  public Setting {
    name = Printable.line(name);
    value = Printable.line(value);
  }

  /** The fields of a JSON object; those of objects in it are named by their path. */
  public static List<Setting> of(JsonNode object) {
    return rows("", object).toList();
  }

  private static Stream<Setting> rows(String prefix, JsonNode object) {
    return object.properties().stream()
        .flatMap(
            field -> {
              String name = prefix + field.getKey();
              JsonNode value = field.getValue();
              return value.isObject() && !value.isEmpty()
                  ? rows(name + ".", value)
                  : Stream.of(new Setting(name, text(value)));
            });
  }

  private static String text(JsonNode value) {
    return value.isFloatingPointNumber()
        ? Numerals.typed(value.doubleValue())
        : value.isTextual() ? value.textValue() : value.toString();
  }
}
