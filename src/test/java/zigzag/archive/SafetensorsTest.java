package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.Safetensors.Tensor;

class SafetensorsTest {
  private static final String GOOD =
      "{\"__metadata__\":{\"k\":\"v\"},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("test.safetensors");
  }

  private Safetensors read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return Safetensors.read(file);
  }

  /** The layout of the format's description, by hand. */
  private static byte[] file(long headerLength, byte[] header, float... data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + 4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerLength).put(header);
    for (float value : data) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] file(String header, float... data) {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return file(bytes.length, bytes, data);
  }

  @Test
  void readsAFileWrittenByHand() throws IOException {
    Safetensors content = read(file(GOOD, 1, -2.5f, Float.NaN));
    assertEquals(Map.of("k", "v"), content.metadata());
    assertEquals(List.of("a", "b"), List.copyOf(content.tensors().keySet()));
    assertEquals(List.of(2, 1), content.tensors().get("a").shape());
    assertArrayEquals(new float[] {1, -2.5f}, content.tensors().get("a").values());
    assertEquals(List.of(), content.tensors().get("b").shape());
    assertArrayEquals(new float[] {Float.NaN}, content.tensors().get("b").values());
  }

  /** A map of strings may be left out, arrays may be empty, spaces may follow the JSON. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{}   \n ",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"e\":{\"data_offsets\":[0,0],\"shape\":[3,0,5],\"dtype\":\"F32\"}}"
      })
  void readsAFileWithoutData(String header) throws IOException {
    Safetensors content = read(file(header));
    assertEquals(Map.of(), content.metadata());
    content.tensors().values().forEach(tensor -> assertEquals(0, tensor.values().length));
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", new Tensor(List.of(2, 1), new float[] {1, -2.5f}));
    tensors.put("b", new Tensor(List.of(), new float[] {0.1f}));
    new Safetensors(tensors, Map.of("k", "v")).write(file);
    String padded = GOOD + " ".repeat((8 - GOOD.length() % 8) % 8);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(padded, new String(bytes, 8, padded.length(), StandardCharsets.UTF_8));
    assertArrayEquals(file(padded, 1, -2.5f, 0.1f), bytes);
    assertEquals(0, (bytes.length - 12) % 8, "the data starts at a multiple of 8");
    new Safetensors(tensors, Map.of("k", "v")).write(file);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsWhatItWrote(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    // lengths around those of the blocks that are written at a time
    for (int length : new int[] {0, 1, 7, 16383, 16384, 16385, 40000}) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
      }
      tensors.put("tensor \"" + length + "\" ü", Tensor.vector(values));
    }
    Map<String, String> metadata =
        Map.of("quote\"", "line\nbreak", "ü€😀", "", "json", "{\"a\":1}");
    new Safetensors(tensors, metadata).write(file);
    Safetensors content = Safetensors.read(file);
    assertEquals(metadata, content.metadata());
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(content.tensors().keySet()));
    tensors.forEach(
        (name, tensor) -> {
          assertEquals(tensor.shape(), content.tensors().get(name).shape());
          assertArrayEquals(tensor.values(), content.tensors().get(name).values());
        });
  }

  static Stream<Arguments> malformed() {
    String a = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    String ab =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
    byte[] json = a.getBytes(StandardCharsets.UTF_8);
    byte[] invalid = a.replace("\"a\"", "\"?\"").getBytes(StandardCharsets.UTF_8);
    invalid[2] = (byte) 0xff;
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("shorter than its length", new byte[7]),
        Arguments.of("no header", file(0, new byte[0])),
        Arguments.of("negative length", file(-1, json, 1)),
        Arguments.of("smallest length", file(Long.MIN_VALUE, json, 1)),
        Arguments.of("largest length", file(Long.MAX_VALUE, json, 1)),
        Arguments.of("length of more than an int", file((1L << 32) + json.length, json, 1)),
        Arguments.of("length past the end", file(json.length + 5, json, 1)),
        Arguments.of("length up to the end", file(json.length + 4, json, 1)),
        Arguments.of("length cut short", file(json.length - 1, json, 1)),
        Arguments.of("length of 1", file(1, json, 1)),
        Arguments.of("big-endian length", file(Long.reverseBytes(json.length), json, 1)),
        Arguments.of("no JSON", file("this is text", 1)),
        Arguments.of("spaces", file("        ", 1)),
        Arguments.of("an array", file("[1]", 1)),
        Arguments.of("a number", file("12", 1)),
        Arguments.of("null", file("null")),
        Arguments.of("two documents", file(a + a, 1)),
        Arguments.of("text after the JSON", file(a + " x", 1)),
        Arguments.of("invalid UTF-8", file(invalid.length, invalid, 1)),
        Arguments.of("deeply nested", file("{\"a\":" + "[".repeat(100_000))),
        Arguments.of(
            "deep and closed", file("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}")),
        Arguments.of("a name twice", file(ab.replace("\"b\"", "\"a\""), 1, 2)),
        Arguments.of(
            "a field twice", file(a.replace("\"shape\"", "\"dtype\":\"F32\",\"shape\""), 1)),
        Arguments.of("an array as number", file("{\"a\":5}")),
        Arguments.of("an array as list", file("{\"a\":[0,4]}")),
        Arguments.of("an array as null", file("{\"a\":null}")),
        Arguments.of("dtype F64", file(a.replace("F32", "F64"), 1, 1)),
        Arguments.of("dtype f32", file(a.replace("F32", "f32"), 1)),
        Arguments.of("dtype a list", file(a.replace("\"F32\"", "[\"F32\"]"), 1)),
        Arguments.of("no dtype", file(a.replace("\"dtype\":\"F32\",", ""), 1)),
        Arguments.of("no shape", file(a.replace("\"shape\":[1],", ""), 1)),
        Arguments.of("shape a number", file(a.replace("[1]", "1"), 1)),
        Arguments.of("shape of text", file(a.replace("[1]", "[\"1\"]"), 1)),
        Arguments.of("shape of 1.0", file(a.replace("[1]", "[1.0]"), 1)),
        Arguments.of("negative shape", file(a.replace("[1]", "[-1]"), 1)),
        Arguments.of("negative squared", file(a.replace("[1]", "[-1,-1]"), 1)),
        Arguments.of("shape of 2^31", file(a.replace("[1]", "[2147483648]"), 1)),
        Arguments.of("product of 2^64 + 1", file(a.replace("[1]", "[274177,67280421310721]"), 1)),
        Arguments.of("product of 2^64", file(a.replace("[1]", "[65536,65536,65536,65536]"), 1)),
        Arguments.of("product of 2^32", file(a.replace("[1]", "[65536,65536]"), 1)),
        Arguments.of("bytes of 2^32", file(a.replace("[1]", "[1073741824]"), 1)),
        Arguments.of("huge shape", file(a.replace("[1]", "[500000000]"), 1)),
        Arguments.of(
            "huge shape and end",
            file(a.replace("[1]", "[500000000]").replace(",4]", ",2000000000]"), 1)),
        Arguments.of("no offsets", file(a.replace(",\"data_offsets\":[0,4]", ""), 1)),
        Arguments.of("offsets an object", file(a.replace("[0,4]", "{\"0\":0,\"1\":4}"), 1)),
        Arguments.of("one offset", file(a.replace("[0,4]", "[0]"), 1)),
        Arguments.of("three offsets", file(a.replace("[0,4]", "[0,4,8]"), 1)),
        Arguments.of("offsets as text", file(a.replace("[0,4]", "[\"0\",\"4\"]"), 1)),
        Arguments.of("offsets of 4.5", file(a.replace("[0,4]", "[0.5,4.5]"), 1)),
        Arguments.of("negative offset", file(a.replace("[0,4]", "[-4,0]"), 1)),
        Arguments.of("offsets backwards", file(a.replace("[0,4]", "[4,0]"), 1)),
        Arguments.of("offsets past the end", file(a.replace("[0,4]", "[4,8]"), 1)),
        Arguments.of("shape longer than its place", file(a.replace("[1]", "[2]"), 1, 2)),
        Arguments.of("offsets that overlap", file(ab.replace("[4,8]", "[0,4]"), 1)),
        Arguments.of("offsets that half overlap", file(ab.replace("[4,8]", "[2,6]"), 1, 2)),
        Arguments.of("a gap", file(ab.replace("[4,8]", "[8,12]"), 1, 2, 3)),
        Arguments.of("data cut off", file(ab, 1)),
        Arguments.of("data cut off in a float", Arrays.copyOf(file(ab, 1, 2), ab.length() + 15)),
        Arguments.of("data left over", file(a, 1, 2)),
        Arguments.of("a byte left over", Arrays.copyOf(file(a, 1), a.length() + 13)),
        Arguments.of("data and no arrays", file("{}", 1)),
        Arguments.of("metadata a list", file("{\"__metadata__\":[]}")),
        Arguments.of("metadata null", file("{\"__metadata__\":null}")),
        Arguments.of("metadata of numbers", file("{\"__metadata__\":{\"a\":1}}")),
        Arguments.of("metadata of null", file("{\"__metadata__\":{\"a\":null}}")),
        Arguments.of("metadata of maps", file("{\"__metadata__\":{\"a\":{}}}")),
        Arguments.of("metadata twice", file("{\"__metadata__\":{},\"__metadata__\":{}}")),
        Arguments.of("a string twice", file("{\"__metadata__\":{\"a\":\"b\",\"a\":\"c\"}}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesWhatIsNoWholeFile(String what, byte[] bytes) throws IOException {
    read(file(GOOD, 1, -2.5f, 3)); // what the first file of all takes is not that of this one
    Files.write(file, bytes);
    long before = allocated();
    InputException e = assertThrows(InputException.class, () -> Safetensors.read(file));
    assertTrue(allocated() - before < 8_000_000, () -> what + " takes too much memory");
    assertTrue(e.getMessage().startsWith(file + " is no whole safetensors file: "), e.getMessage());
    assertTrue(!e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsNotMalformed() {
    assertThrows(NoSuchFileException.class, () -> Safetensors.read(file));
  }

  /** Bytes changed, put in, taken out, runs doubled and cut off, all at random. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void refusesOrReadsAnyMutationOfAFile(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = file(GOOD, 1, -2.5f, 3);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] bytes = good;
      int mutations = 1 + random.nextInt(3);
      for (int mutation = 0; mutation < mutations; mutation++) {
        bytes = mutate(bytes, random);
      }
      // a new file each time: some file systems flush one that is overwritten
      file = folder.resolve("mutation-" + round);
      Files.write(file, bytes);
      long before = allocated();
      try {
        Safetensors content = Safetensors.read(file);
        long floats = content.tensors().values().stream().mapToLong(t -> t.values().length).sum();
        assertTrue(4 * floats <= bytes.length, "more data than the file has");
      } catch (InputException e) {
        refused++;
      }
      assertTrue(allocated() - before < 1_000_000, () -> "too much memory, round seed " + seed);
    }
    int share = refused;
    assertTrue(share > 500 && share < 1000, () -> share + " of 1000 were refused");
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) throws IOException {
    if (bytes.length == 0) {
      return new byte[] {1};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(6));
    byte[] changed = bytes.clone();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(6)) {
      case 0 -> changed[at] = (byte) random.nextInt();
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> changed[at] = (byte) "0123456789-.,:{}[]\"e".charAt(random.nextInt(20));
      case 3 -> changed = Arrays.copyOf(bytes, at);
      case 4 -> {
        out.write(bytes, 0, at);
        out.write(bytes, at + length, bytes.length - at - length);
        changed = out.toByteArray();
      }
      default -> {
        out.write(bytes, 0, at + length);
        out.write(bytes, at, bytes.length - at);
        changed = out.toByteArray();
      }
    }
    return changed;
  }

  /** The bytes that this thread has ever taken. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
