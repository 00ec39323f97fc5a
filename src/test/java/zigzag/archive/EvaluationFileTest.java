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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class EvaluationFileTest {
  @TempDir Path folder;

  private static EvaluationFile random(Random random) {
    int classes = 1 + random.nextInt(9);
    return new EvaluationFile(
        random.nextDouble(),
        random.nextDouble() * 9,
        random.nextInt(99),
        99,
        "<MNIST>",
        "test",
        Json.object().put("name", "MNIST"),
        "a \"b\"/model.safetensors",
        "ab12",
        random.nextBoolean() ? "MNIST" : null,
        IntStream.range(0, classes)
            .mapToObj(
                i ->
                    new EvaluationFile.OfClass(
                        i,
                        random.nextInt(99),
                        random.nextBoolean() ? random.nextDouble() : null,
                        random.nextBoolean() ? random.nextDouble() : null))
            .toList(),
        IntStream.range(0, classes)
            .mapToObj(i -> random.longs(classes, 0, 1000).boxed().toList())
            .toList(),
        IntStream.range(0, random.nextInt(5))
            .mapToObj(i -> new EvaluationFile.Mistake(i, 3, 5, random.nextFloat()))
            .toList(),
        List.of("Judged on the built-in digits; this is no MNIST result."));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isReadAsItWasWritten(long seed) throws IOException {
    EvaluationFile file = random(new Random(seed));
    file.write(folder);
    assertEquals(file, EvaluationFile.read(folder));
    ObjectNode json = Json.read(folder.resolve(EvaluationFile.NAME));
    assertTrue(EvaluationFile.KEYS.stream().allMatch(json::has));
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    Path file = folder.resolve(EvaluationFile.NAME);
    Files.writeString(file, "{\"mistakes\": [{\"index\": \"first\"}]}");
    InputException e = assertThrows(InputException.class, () -> EvaluationFile.read(folder));
    assertEquals(
        file + ": mistakes[0].index is \"first\"; it should be a whole number", e.getMessage());
  }
}
