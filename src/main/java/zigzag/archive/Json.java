package zigzag.archive;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;

/**
 * JSON documents, read and written in one way: names must differ, nothing follows the document, and
 * a number that is read keeps its decimal digits.
 *
 * <p>So a number that was read equals another one that was, but not a double that was never
 * written; to compare a document with a stored one, {@link #reread} it.
 */
public final class Json {
  /** Also binds objects, and never takes 1.5 for a whole number. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  /** For records: keys are in snake case, unknown ones are passed over, numbers must be there. */
  public static final JsonMapper RECORDS =
      MAPPER
          .rebuild()
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** A value that was never a document has doubles, so only what is read keeps its digits. */
  private static final ObjectReader READER =
      MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final long MAX_BYTES = 1 << 20;

  /** The most characters of a line of text. */
  public static final int LINE = 500;

  /** The same where a page shows it as one paragraph, as long as a page of a book. */
  public static final int PARAGRAPH = 5000;

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is missing, larger than a megabyte or no JSON object
   */
  public static ObjectNode read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  /** The same for another size. */
  public static ObjectNode read(Path file, long mostBytes) throws IOException {
    RegularFile.require(file, mostBytes);
    return parse(file.toString(), RegularFile.bytes(file));
  }

  /** Reads a file that has the fields of a record. */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return bind(file.toString(), read(file), type);
  }

  /**
   * Reads an object.
   *
   * @param place where it stands, for messages
   * @throws InputException if it is none
   */
  public static ObjectNode parse(String place, byte[] utf8) {
    try {
      if (READER.readTree(utf8) instanceof ObjectNode object) {
        if (!isFinite(object)) {
          throw new NumberFormatException("beyond the largest double");
        }
        return object;
      }
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw new InputException(place + " is not JSON: " + problem, e);
    } catch (NumberFormatException e) {
      // Jackson lets this through where a number has too many digits in its exponent.
      throw new InputException(place + " has a number that is too large or too long", e);
    } catch (IOException e) {
      throw new InputException(place + " is not JSON in UTF-8", e);
    }
    throw new InputException(place + " is not a JSON object");
  }

  private static boolean isFinite(JsonNode node) {
    for (JsonNode child : node) {
      if (!isFinite(child)) {
        return false;
      }
    }
    return Double.isFinite(node.doubleValue());
  }

  /**
   * An object's fields as a record, whose constructor may throw an {@link InputException}.
   *
   * @param place where it stands, for messages: a file, and the path within it
   * @throws InputException naming the first field that is not what the record has there
   */
  public static <T> T bind(String place, ObjectNode object, Class<T> type) {
    try {
      return RECORDS.treeToValue(object, type);
    } catch (JsonMappingException e) {
      StringBuilder name = new StringBuilder();
      JsonNode value = object;
      for (JsonMappingException.Reference at : e.getPath()) {
        boolean inList = at.getFieldName() == null;
        name.append(inList ? "[" + at.getIndex() + "]" : "." + at.getFieldName());
        value = inList ? value.path(at.getIndex()) : value.path(at.getFieldName());
      }
      String field = Printable.line(name.substring(Math.min(1, name.length())));
      if (e.getCause() instanceof InputException fault) {
        String within = field.isEmpty() ? "" : field + ".";
        throw new InputException(place + ": " + within + fault.getMessage(), e);
      }
      Class<?> needed = e instanceof MismatchedInputException m ? m.getTargetType() : Object.class;
      throw new InputException(place + ": " + problem(field, value, expected(needed)), e);
    } catch (JsonProcessingException e) {
      throw new InputException(place + " makes no sense: " + e.getOriginalMessage(), e);
    }
  }

  private static String problem(String name, JsonNode value, String expected) {
    return name
        + (value.isMissingNode() ? " is missing" : " is " + Printable.line(value.toString(), 40))
        + "; it should be "
        + expected;
  }

  /**
   * Checks a component of a record that is bound.
   *
   * @throws InputException if it is missing or a blank text
   */
  public static void require(String name, Object value, Class<?> type) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new InputException(problem(name, MissingNode.getInstance(), expected(type)));
    }
  }

  /** The same for a list that is neither empty nor too long. */
  public static void requireSize(String name, List<?> list, int most) {
    require(name, list, List.class);
    if (list.isEmpty() || list.size() > most) {
      throw new InputException(
          name + " has " + list.size() + " entries; there should be 1 to " + most);
    }
  }

  /** The same for a text that is not too long, and can be shown without escapes. */
  public static void requireLine(String name, String text, int longest) {
    require(name, text, String.class);
    if (!isLine(text, longest)) {
      String expected = "one line of text, of at most " + longest + " characters";
      throw new InputException(problem(name, TextNode.valueOf(text), expected));
    }
  }

  static boolean isLine(String text, int longest) {
    return !text.isBlank() && text.length() <= longest && Printable.isLine(text);
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "double", "float" -> "a number";
      case "int", "integer", "long" -> "a whole number";
      case "boolean" -> "true or false";
      case "string" -> "text";
      default -> "an object";
    };
  }

  /** The object as it would be read again from its file. */
  public static ObjectNode reread(ObjectNode object) {
    return parse("an object", object.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The fields of a record, the inverse of {@link #bind}. */
  public static ObjectNode fields(Object record) {
    return RECORDS.valueToTree(record);
  }

  /** Writes a file atomically, in lines that people can read. */
  public static void write(Path file, JsonNode document) throws IOException {
    AtomicFile.write(file, text(document));
  }

  /** What {@link #write} writes. */
  public static String text(JsonNode document) {
    return document.toPrettyString() + "\n";
  }
}
