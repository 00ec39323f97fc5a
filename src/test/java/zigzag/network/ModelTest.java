package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.initializer.Initializers;

class ModelTest {
  private static final Layout LAYOUT = new Layout(6, 4, 3);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("model.safetensors");
  }

  private static float[] parameters() {
    return InitialParameters.sample(
        LAYOUT, new Initializers.Normal(1), 0.5, new SplittableRandom(1));
  }

  private static Model model(Activation activation) {
    return new Model(LAYOUT, activation, 2, 3, parameters(), Map.of("dataset", "made up"));
  }

  @ParameterizedTest
  @EnumSource
  void comesBackAsItWas(Activation activation) throws IOException {
    model(activation).write(file);
    Model read = Model.read(file);
    assertEquals(LAYOUT, read.layout());
    assertEquals(activation, read.activation());
    assertEquals(2, read.rows());
    assertEquals(3, read.columns());
    assertEquals(Map.of("dataset", "made up"), read.metadata());
    assertArrayEquals(parameters(), read.parameters());
    byte[] bytes = Files.readAllBytes(file);
    read.write(file);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void holdsFourNamedArrays() throws IOException {
    model(Activation.TANH).write(file);
    Safetensors content = Safetensors.read(file);
    assertEquals(List.of("W1", "b1", "W2", "b2"), List.copyOf(content.tensors().keySet()));
    assertEquals(List.of(6, 4), content.tensors().get("W1").shape());
    assertEquals(List.of(4), content.tensors().get("b1").shape());
    assertEquals(List.of(4, 3), content.tensors().get("W2").shape());
    assertEquals(List.of(3), content.tensors().get("b2").shape());
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, content.tensors().get("b2").values());
    assertEquals("tanh", content.metadata().get("activation"));
  }

  /** What can be wrong with a whole safetensors file: a change to a good one. */
  private interface Change extends Consumer<Safetensors> {}

  private static Arguments tensor(String name, int... shape) {
    Integer[] sizes = new Integer[shape.length];
    int length = 1;
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
      length *= shape[i];
    }
    Tensor tensor = new Tensor(List.of(sizes), new float[length]);
    Change change = content -> content.tensors().put(name, tensor);
    return Arguments.of(name + " of " + List.of(sizes), change);
  }

  private static Arguments missing(String name) {
    Change change = content -> content.tensors().remove(name);
    return Arguments.of("no " + name, change);
  }

  private static Arguments metadata(String... pairs) {
    Change change =
        content -> {
          for (int i = 0; i < pairs.length; i += 2) {
            content.metadata().put(pairs[i], pairs[i + 1]);
          }
        };
    return Arguments.of(String.join(" ", pairs), change);
  }

  private static Arguments lacking(String name) {
    Change change = content -> content.metadata().remove(name);
    return Arguments.of("no " + name, change);
  }

  private static Arguments sizes(int inputs, int hidden, int classes, String rows, String columns) {
    Change change =
        content -> {
          content.tensors().put("W1", zeros(inputs, hidden));
          content.tensors().put("b1", zeros(hidden));
          content.tensors().put("W2", zeros(hidden, classes));
          content.tensors().put("b2", zeros(classes));
          content.metadata().put("rows", rows);
          content.metadata().put("columns", columns);
        };
    return Arguments.of(inputs + "-" + hidden + "-" + classes + " of " + rows + columns, change);
  }

  private static Tensor zeros(Integer... shape) {
    int length = 1;
    for (int size : shape) {
      length *= size;
    }
    return new Tensor(List.of(shape), new float[length]);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        missing("W1"),
        missing("b1"),
        missing("W2"),
        missing("b2"),
        tensor("W1", 24),
        tensor("W1", 6, 4, 1),
        tensor("W1", 4, 6),
        tensor("W1", 6, 5),
        tensor("W1", 5, 4),
        tensor("W2", 3, 4),
        tensor("W2", 5, 3),
        tensor("b1", 4, 1),
        tensor("b1", 5),
        tensor("b2", 2),
        tensor("b2", 0),
        lacking("activation"),
        lacking("rows"),
        lacking("columns"),
        metadata("activation", "softplus"),
        metadata("rows", "two"),
        metadata("rows", "2.0"),
        metadata("rows", "3"),
        metadata("rows", "-2", "columns", "-3"),
        metadata("rows", "99999999999"),
        sizes(0, 4, 3, "0", "0"),
        sizes(0, 4, 3, "0", "5"),
        sizes(6, 0, 3, "2", "3"),
        sizes(6, 4, 0, "2", "3"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesWhatIsNoModel(String what, Change change) throws IOException {
    model(Activation.RELU).write(file);
    Safetensors good = Safetensors.read(file);
    Safetensors content =
        new Safetensors(new LinkedHashMap<>(good.tensors()), new LinkedHashMap<>(good.metadata()));
    change.accept(content);
    content.write(file);
    InputException e = assertThrows(InputException.class, () -> Model.read(file), what);
    assertFalse(e.getMessage().contains("\n"));
    assertTrue(e.getMessage().startsWith(file + " is no model of this program: "), e.getMessage());
  }

  @Test
  void refusesAFileOfAnotherKind() throws IOException {
    Files.writeString(file, "this is a text, not a model");
    assertThrows(InputException.class, () -> Model.read(file));
  }
}
