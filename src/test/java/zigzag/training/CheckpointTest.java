package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.ContentChecksum;
import zigzag.archive.Json;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.archive.run.EpochMetrics;

@Tag("slow")
class CheckpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path file;
  private Map<String, Tensor> tensors;
  private Map<String, String> metadata;

  private static TrainingState state() {
    TrainingState state = new TrainingState(new float[] {1, -2, Float.MIN_VALUE}, 2, false);
    state.slots[0][1] = 0.1f;
    state.slots[1][2] = -3;
    state.add(new EpochMetrics(0, 0, null, null, 2.3, 0.1, null, null, null));
    state.add(new EpochMetrics(1, 9, 1.1, 0.5, 1.2, 0.25, 0.01, 0.7, 0.1 + 0.2));
    state.parameters[0] = 7;
    state.step = 11;
    state.batchesDone = 2;
    state.sums.add(1.0 / 3, 5, 20, 0.3, 0.01, 1e-5);
    return state;
  }

  @BeforeEach
  void writeAGoodOne() throws IOException {
    file = folder.resolve("checkpoint.safetensors");
    new Checkpoint(state(), "{\"a\":1}", 123, 4.5, true).write(file);
    Safetensors content = Safetensors.read(file);
    tensors = new LinkedHashMap<>(content.tensors());
    metadata = new LinkedHashMap<>(content.metadata());
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Checkpoint read = Checkpoint.read(file);
    TrainingState expected = state();
    assertArrayEquals(expected.parameters(), read.state().parameters());
    assertArrayEquals(expected.bestParameters(), read.state().bestParameters());
    assertArrayEquals(expected.slots, read.state().slots);
    assertEquals(expected.history(), read.state().history());
    assertEquals(Json.fields(expected.sums), Json.fields(read.state().sums));
    assertEquals(4.5, read.seconds());
    assertTrue(read.resumed());
    assertEquals(11, read.state().step());
    assertEquals(2, read.state().batchesDone);
    assertEquals(1, read.state().epochsDone());
    assertEquals(1, read.state().bestEpoch());
    assertEquals("{\"a\":1}", read.config());
    assertEquals(123, read.stepsBytes());
  }

  private String refusal() throws IOException {
    // what is refused for more than its checksum
    metadata.put(ContentChecksum.NAME, ContentChecksum.of(new Safetensors(tensors, metadata)));
    new Safetensors(tensors, metadata).write(file);
    InputException e = assertThrows(InputException.class, () -> Checkpoint.read(file));
    assertTrue(e.getMessage().startsWith(file + " is no checkpoint"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    return e.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "best_parameters", "slot_0", "slot_1"})
  void refusesAnArrayOfAnotherLength(String name) throws IOException {
    for (int length : new int[] {0, 2, 4}) {
      tensors.put(name, Tensor.vector(new float[length]));
      refusal();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "best_parameters", "slot_0"})
  void refusesAnArrayThatIsMissing(String name) throws IOException {
    tensors.remove(name);
    refusal();
  }

  @Test
  void refusesAnArrayThatIsNoneOfItsOwn() throws IOException {
    tensors.put("slot_7", Tensor.vector(new float[3]));
    refusal();
  }

  /** Each slot is an array as long as the parameters: these would be 8 GB. */
  @Test
  void takesNoMemoryForSlotsThatAreNotThere() throws IOException {
    tensors.put("parameters", Tensor.vector(new float[100_000]));
    tensors.put("best_parameters", Tensor.vector(new float[100_000]));
    for (int i = 0; i < 20_000; i++) {
      tensors.put("slot_" + i, Tensor.vector(new float[0]));
    }
    new Safetensors(tensors, metadata).write(file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThrows(InputException.class, () -> Checkpoint.read(file));
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertTrue(after - before < 200_000_000, () -> (after - before) + " bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "progress"})
  void refusesWhatLacksAString(String name) throws IOException {
    metadata.remove(name);
    refusal();
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    metadata.put("format", "zigzag-checkpoint-3");
    assertTrue(refusal().contains("another kind of file"));
    metadata.put("format", "zigzag-checkpoint-1");
    assertTrue(refusal().contains("an earlier version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "5",
        "[]",
        "{}",
        "{\"step\":1",
        "{\"step\":{}}",
        "\"x\"",
        "{\"more\":1}"
      })
  void refusesProgressThatIsNone(String progress) throws IOException {
    metadata.put("progress", progress);
    refusal();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step | -1",
        "step | \"x\"",
        "batchesDone | -1",
        "batchesDone | 1.5",
        "sums | null",
        "bestEpoch | -1",
        "bestEpoch | 2",
        "history | null",
        "history | []",
        "history | [null]",
        "history | [null, null]",
        "history | 5",
        "stepsBytes | -1",
        "other | 1",
      })
  void refusesProgressThatContradictsItself(String name, String value) throws IOException {
    ObjectNode progress = (ObjectNode) JSON.readTree(metadata.get("progress"));
    progress.set(name, JSON.readTree(value));
    metadata.put("progress", progress.toString());
    refusal();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | epoch | 1",
        "1 | epoch | 0",
        "1 | epoch | 7",
        "0 | validation_accuracy | null",
        "1 | validation_accuracy | null",
        "1 | validation_loss | null",
        "1 | step | 12",
        "1 | step | -1"
      })
  void refusesAHistoryThatContradictsItself(int epoch, String name, String value)
      throws IOException {
    ObjectNode progress = (ObjectNode) JSON.readTree(metadata.get("progress"));
    ArrayNode history = (ArrayNode) progress.get("history");
    JsonNode row = history.get(epoch);
    ((ObjectNode) row).set(name, JSON.readTree(value));
    metadata.put("progress", progress.toString());
    refusal();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void refusesOrReadsAnyMutation(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = Files.readAllBytes(file);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] bytes = good.clone();
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) "0123456789-.,:{}[]\\\"enul".charAt(random.nextInt(23));
      }
      Path mutation = Files.write(folder.resolve("mutation-" + round), bytes);
      try {
        TrainingState state = Checkpoint.read(mutation).state();
        assertArrayEquals(state().parameters(), state.parameters());
        assertArrayEquals(state().bestParameters(), state.bestParameters());
        assertArrayEquals(state().slots, state.slots);
        assertEquals(state().history(), state.history());
        assertEquals(Json.fields(state().sums), Json.fields(state.sums));
      } catch (InputException e) {
        refused++;
      }
    }
    int share = refused;
    assertTrue(share > 250 && share < 500, () -> share + " of 500 were refused");
  }

  @Test
  void refusesAModel() throws IOException {
    new Safetensors(Map.of("W1", Tensor.vector(new float[3])), Map.of()).write(file);
    assertThrows(InputException.class, () -> Checkpoint.read(file));
    assertEquals(List.of(), List.copyOf(Safetensors.read(file).metadata().keySet()));
  }
}
