package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.ComparisonFile.Label;
import zigzag.archive.ComparisonFile.Part;

class ComparisonFileTest {
  @TempDir Path folder;

  private static ObjectNode object(Random random, String name) {
    return Json.object().put(name, random.nextInt()).put("ä\"", random.nextBoolean());
  }

  private static Label label(Random random, int i) {
    Map<String, Object> rates = Map.of("momentum", random.nextInt(), "ä", random.nextBoolean());
    Map<String, Object> own = random.nextBoolean() ? Map.of("hyperparameters", rates) : Map.of();
    return new Label("label \"" + i + "\"", "sgd", random.nextBoolean() ? "he" : "zeros", own);
  }

  private static Share share(Random random) {
    return random.nextBoolean() ? null : new Share(1 + random.nextInt(2), 2);
  }

  private static ComparisonFile random(Random random) {
    boolean isMerged = random.nextBoolean();
    List<Part> parts =
        List.of(
            new Part("a", "compare --out a", object(random, "zigzag"), share(random)),
            new Part("b", "", NullNode.instance, share(random)));
    ObjectNode data = object(random, "option").put("name", "MNIST");
    data.set("sha256", object(random, "train"));
    return new ComparisonFile(
        "zigzag compare --out 'a b'",
        isMerged ? List.of() : List.of("compare", "--out", "a b"),
        isMerged ? parts : List.of(),
        isMerged ? null : share(random),
        data,
        object(random, "hidden"),
        IntStream.rangeClosed(0, 1 + random.nextInt(9)).mapToObj(i -> label(random, i)).toList(),
        random.longs(1 + random.nextInt(9)).boxed().toList(),
        random.nextBoolean() ? 1 - random.nextDouble() : null,
        random.nextBoolean() ? object(random, "budget") : NullNode.instance,
        object(random, "zigzag"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsWrittenIsReadBack(long seed) throws IOException {
    ComparisonFile file = random(new Random(seed));
    file.write(folder);
    assertEquals(file, ComparisonFile.read(folder));
  }
}
