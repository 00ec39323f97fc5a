package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class JsonTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBack(long seed) throws IOException {
    Random random = new Random(seed);
    ObjectNode object = Json.object().put("text", "ä\"\n").put("whole", random.nextLong());
    object.putArray("numbers").add(random.nextGaussian()).add(1e-4).add(1e300).addNull();
    Path file = folder.resolve("t.json");
    Json.write(file, object);
    assertEquals(Json.reread(object), Json.read(file));
    assertTrue(Files.readString(file).endsWith("}\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``| is not a JSON object",
        "[1]| is not a JSON object",
        "{\"a\": 1| is not JSON: ",
        "{\"a\": 1, \"a\": 2}| is not JSON: Duplicate field",
        "{} {}| is not JSON: Trailing token",
        "{\"a\": 1e99999999999}| has a number that is too large or too long",
        "{\"a\": [{\"b\": -1e309}]}| has a number that is too large or too long",
      })
  void whatIsNoObjectIsRefused(String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), content);
    InputException e = assertThrows(InputException.class, () -> Json.read(file));
    assertTrue(e.getMessage().startsWith(file + " "), e::getMessage);
    assertTrue(e.getMessage().contains(message), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
  }

  private enum Kind {
    PLAIN
  }

  private record Part(Integer count, Kind kind) {}

  private record Whole(double number, Boolean flag, String text, List<Part> parts, Part part) {
    Whole {
      if (number < 0) {
        throw new InputException("number is below 0");
      }
    }
  }

  @Test
  void fieldsOfARecordAreWrittenAsTheyAreAndBoundAgain() {
    Whole record = new Whole(1e-4, null, "a", List.of(new Part(3, Kind.PLAIN)), null);
    ObjectNode fields = Json.fields(record);
    assertTrue(fields.toString().startsWith("{\"number\":1.0E-4,\"flag\":null"), fields::toString);
    assertEquals(record, Json.bind("t", Json.reread(fields.put("other", 1)), Whole.class));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"number\": \"1\"}| t: number is \"1\"; it should be a number",
        "{\"number\": -1}| t: number is below 0",
        "{\"flag\": 1}| t: flag is 1; it should be true or false",
        "{\"text\": 5}| t: text is 5; it should be text",
        "{\"text\": []}| t: text is []; it should be text",
        "{\"parts\": 3}| t: parts is 3; it should be a list",
        "{\"parts\": [{}, {\"count\": 1.5}]}| t: parts[1].count is 1.5; it should be a whole"
            + " number",
        "{\"parts\": [{}, 7]}| t: parts[1] is 7; it should be an object",
        "{\"part\": {\"kind\": \"other\"}}| t: part.kind is \"other\"; it should be one of [plain]",
        "{\"other\": 1}| t: number is missing; it should be a number",
        "{\"number\": null}| t: number is null; it should be a number",
      })
  void whatDoesNotFitTheRecordIsNamed(String content, String message) throws IOException {
    ObjectNode object = (ObjectNode) Json.MAPPER.readTree(content);
    InputException e =
        assertThrows(InputException.class, () -> Json.bind("t", object, Whole.class));
    assertEquals(message, e.getMessage());
  }
}
