package zigzag.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.archive.Json;
import zigzag.archive.Safetensors;

/** Holds one comparison's folder to another's, byte for byte, but for what tells of time. */
final class SameResults {
  /** They show how long it took, and are drawn from the other files. */
  private static final Set<String> DRAWN = Set.of("report.html", "summary.md", "summary.tex");

  private SameResults() {}

  static void assertSame(Path expected, Path actual) throws IOException {
    assertEquals(names(expected), names(actual));
    for (String name : names(expected)) {
      String last = Path.of(name).getFileName().toString();
      if (!DRAWN.contains(last)) {
        assertArrayEquals(
            timeless(expected.resolve(name), last), timeless(actual.resolve(name), last), name);
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static byte[] timeless(Path file, String name) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (name.startsWith("checkpoint.")) {
      Safetensors state = Safetensors.read(file);
      StringBuilder text = new StringBuilder(state.metadata().get("config"));
      state
          .tensors()
          .forEach((key, tensor) -> text.append(key).append(List.of(tensor.values().length)));
      state.tensors().values().stream()
          .flatMap(
              tensor ->
                  IntStream.range(0, tensor.values().length).mapToObj(i -> tensor.values()[i]))
          .forEach(value -> text.append(Float.floatToIntBits(value)).append(' '));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    if (name.equals("summary.json")) {
      ObjectNode json = Json.read(file);
      json.remove(List.of("seconds", "seconds_per_epoch"));
      ((ObjectNode) json.get("files")).remove("metrics.csv");
      content = json.toString().getBytes(StandardCharsets.UTF_8);
    }
    if (name.equals("comparison.json")) {
      // Its command names the folder and the cluster, or the threads.
      ObjectNode json = Json.read(file).without(List.of("command", "arguments"));
      ((ObjectNode) json.get("settings")).remove("threads");
      content = json.toString().getBytes(StandardCharsets.UTF_8);
    }
    return name.endsWith(".csv") ? withoutSeconds(content) : content;
  }

  private static byte[] withoutSeconds(byte[] csv) {
    List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().toList();
    List<String> columns = List.of(lines.get(0).split(",", -1));
    List<String> rest = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      rest.add(
          IntStream.range(0, cells.length)
              .filter(i -> !columns.get(i).contains("seconds"))
              .mapToObj(i -> cells[i])
              .collect(Collectors.joining(",")));
    }
    return String.join("\n", rest).getBytes(StandardCharsets.UTF_8);
  }
}
