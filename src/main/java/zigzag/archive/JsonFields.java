package zigzag.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.Printable;

/**
 * The fields of a JSON object, each checked as it is asked for.
 *
 * @param place where the object stands, for messages: the file and the path within it
 */
public record JsonFields(String place, ObjectNode node) {
  static final int LONGEST_TEXT = 500;
  private static final int LONGEST_PARAGRAPH = 5000;

  public static JsonFields of(Path file, ObjectNode node) {
    return new JsonFields(file + ": ", node);
  }

  /** One line of text that is not blank. */
  public String text(String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || !isLine(value.textValue(), LONGEST_TEXT)) {
      throw wrong(name, value, "one line of text");
    }
    return value.textValue();
  }

  /** Text that a page shows as one paragraph, as long as a page of a book. */
  public String paragraph(String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || !isLine(value.textValue(), LONGEST_PARAGRAPH)) {
      throw wrong(name, value, "a paragraph without line breaks");
    }
    return value.textValue();
  }

  /** Text of any length, with escapes for what a line of text would not have. */
  public String line(String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(name, value, "text");
    }
    return Printable.line(value.textValue());
  }

  private static boolean isLine(String text, int longest) {
    return !text.isBlank() && text.length() <= longest && Printable.isLine(text);
  }

  /** A finite number; empty where it is absent or null. */
  public OptionalDouble number(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(name, value, "a number");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  public long whole(String name) {
    return whole(name, node.path(name));
  }

  private long whole(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, value, "a whole number");
    }
    return value.longValue();
  }

  public JsonFields object(String name) {
    return object(name, node.path(name));
  }

  private JsonFields object(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new JsonFields(place + name + ".", object);
    }
    throw wrong(name, value, "an object");
  }

  /** A list of objects with at least one and at most a number of entries. */
  public List<JsonFields> objects(String name, int most) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode value : list(name, most)) {
      objects.add(object(name + "[" + objects.size() + "]", value));
    }
    return objects;
  }

  /** A list of whole numbers with at least one and at most a number of entries. */
  public List<Long> wholes(String name, int most) {
    List<Long> wholes = new ArrayList<>();
    for (JsonNode value : list(name, most)) {
      wholes.add(whole(name + "[" + wholes.size() + "]", value));
    }
    return wholes;
  }

  private JsonNode list(String name, int most) {
    JsonNode value = node.path(name);
    if (!value.isArray() || value.isEmpty() || value.size() > most) {
      throw wrong(name, value, "a list of 1 to " + most);
    }
    return value;
  }

  private InputException wrong(String name, JsonNode value, String expected) {
    if (value.isMissingNode()) {
      return new InputException(place + name + " is missing; it should be " + expected);
    }
    String start = Printable.line(value.toString(), 40);
    return new InputException(place + name + " is " + start + "; it should be " + expected);
  }

  /** The same where the list may be absent or empty. */
  public List<JsonFields> objectsIfAny(String name, int most) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || (value.isArray() && value.isEmpty())
        ? List.of()
        : objects(name, most);
  }
}
