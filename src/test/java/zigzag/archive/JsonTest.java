package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
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
      })
  void whatIsNoObjectIsRefused(String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), content);
    InputException e = assertThrows(InputException.class, () -> Json.read(file));
    assertTrue(e.getMessage().startsWith(file + " "), e::getMessage);
    assertTrue(e.getMessage().contains(message), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
  }
}
