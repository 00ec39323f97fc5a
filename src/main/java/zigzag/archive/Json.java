package zigzag.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
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
                  Stream.of(
                          CoercionInputShape.Integer,
                          CoercionInputShape.Float,
                          CoercionInputShape.Boolean)
                      .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
          .build();

  /** A value that was never a document has doubles, so only what is read keeps its digits. */
  private static final ObjectReader READER =
      MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final long MAX_BYTES = 1 << 20;

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

  /**
   * Reads an object.
   *
   * @param place where it stands, for messages
   * @throws InputException if it is none
   */
  public static ObjectNode parse(String place, byte[] utf8) {
    try {
      if (READER.readTree(utf8) instanceof ObjectNode object) {
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

  /**
   * An object's fields as a record, whose constructor may throw an {@link InputException}.
   *
   * @param place where it stands, for messages: a file, and the path within it
   * @throws InputException naming the first field that is not what the record has there
   */
  public static <T> T bind(String place, ObjectNode object, Class<T> type) {
    try {
      return MAPPER.treeToValue(object, type);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof InputException fault) {
        throw new InputException(place + ": " + fault.getMessage(), e);
      }
      StringBuilder name = new StringBuilder();
      JsonNode value = object;
      for (JsonMappingException.Reference at : e.getPath()) {
        boolean inList = at.getFieldName() == null;
        name.append(inList ? "[" + at.getIndex() + "]" : "." + at.getFieldName());
        value = inList ? value.path(at.getIndex()) : value.path(at.getFieldName());
      }
      String field = Printable.line(name.substring(Math.min(1, name.length())));
      throw new InputException(place + ": " + field + " is " + problem(e, value), e);
    } catch (JsonProcessingException e) {
      throw new InputException(place + " makes no sense: " + e.getOriginalMessage(), e);
    }
  }

  private static String problem(JsonMappingException e, JsonNode value) {
    if (e instanceof UnrecognizedPropertyException) {
      return "not known to this version of the program";
    }
    Class<?> type = e instanceof MismatchedInputException m ? m.getTargetType() : Object.class;
    return Printable.line(value.toString(), 40) + "; it should be " + expected(type);
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
    return MAPPER.valueToTree(record);
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
