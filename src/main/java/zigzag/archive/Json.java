package zigzag.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import zigzag.InputException;
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
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private static final long MOST_BYTES = 1 << 20;

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
    return read(file, MOST_BYTES);
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
      if (MAPPER.readTree(utf8) instanceof ObjectNode object) {
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

  /** The object as it would be read again from its file. */
  public static ObjectNode reread(ObjectNode object) {
    return parse("an object", object.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file atomically, for people too. */
  public static void write(Path file, JsonNode document) throws IOException {
    AtomicFile.write(file, text(document));
  }

  /** What {@link #write} writes. */
  public static String text(JsonNode document) {
    return document.toPrettyString() + "\n";
  }
}
