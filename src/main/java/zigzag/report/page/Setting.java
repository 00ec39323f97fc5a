package zigzag.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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
    List<Setting> rows = new ArrayList<>();
    flatten("", object, rows);
    return rows;
  }

  private static void flatten(String prefix, JsonNode object, List<Setting> rows) {
    object
        .properties()
        .forEach(
            property -> {
              String name = prefix + property.getKey();
              JsonNode value = property.getValue();
              if (value.isObject() && !value.isEmpty()) {
                flatten(name + ".", value, rows);
              } else {
                String text =
                    value.isTextual()
                        ? value.textValue()
                        : value.isFloatingPointNumber()
                            ? Numerals.typed(value.doubleValue())
                            : value.toString();
                rows.add(new Setting(name, text));
              }
            });
  }
}
